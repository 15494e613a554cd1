import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { accountId, ExpectedError, operation, operations, type Account, type CallContext, type Operation, type Role } from '../contract/index.ts'
import type { Log, LogFacts, LogLevel } from '../diagnostics/index.ts'
import { createDispatcher, type Answer } from './dispatcher.ts'
import type { AuditEntry } from './ports.ts'

const person = (...roles: Role[]): Account => ({ id: accountId.parse('0190c0de-0000-7000-8000-000000000001'), displayName: 'Lectrice', roles, language: 'fr' })

/** A small contract of its own: one row for each thing that a row can ask. */
const rows = {
  'test.public': operation({ input: z.strictObject({}), output: z.strictObject({}), errors: [], access: 'public', audit: null, writes: false }),
  'test.account': operation({ input: z.strictObject({ count: z.number() }), output: z.strictObject({ twice: z.number() }), errors: ['request/not-found'], access: 'account', audit: null, writes: false }),
  'test.second': operation({ input: z.strictObject({}), output: z.strictObject({}), errors: ['reading/premature-reveal'], access: ['L2'], audit: 'patient-record', writes: true }),
} satisfies Record<string, Operation>

type Handling = (input: unknown, context: CallContext) => unknown

function set(handlers: Record<string, Handling> | null, account: Account | null = person('L2')) {
  const audited: (AuditEntry & { outcome: string })[] = []
  const lines: { level: LogLevel; event: string; facts: LogFacts | undefined }[] = []
  const log: Log = { write: (level, event, facts) => { lines.push({ level, event, facts }) }, close() {} }
  const ended = new AbortController()
  const state = { account, ended }
  const dispatcher = createDispatcher({
    operations: rows,
    handlers: () => handlers as never,
    session: { account: () => state.account, signal: () => (state.account === null ? null : ended.signal) },
    audit: {
      act(entry, work) {
        const result = work()
        audited.push({ ...entry, outcome: 'success' })
        return result
      },
      failed(entry) { audited.push({ ...entry, outcome: 'failure' }) },
    },
    log,
  })
  const call = (name: string, input: unknown = {}, signal = new AbortController().signal) => dispatcher.call(name, () => Promise.resolve(input), signal)
  return { call, audited, lines, state }
}

const codeOf = (answer: Answer) => (answer.ok ? 'ok' : answer.problem.code)

describe('who may ask', () => {
  it('anybody, for a public operation, while locked', async () => {
    expect(codeOf(await set({ 'test.public': () => ({}) }, null).call('test.public'))).toBe('ok')
  })
  it('nobody else while locked, whatever the input', async () => {
    const { call } = set({ 'test.account': () => ({ twice: 2 }) }, null)
    expect(codeOf(await call('test.account', 'not even an object'))).toBe('session/locked')
  })
  it('only an account with one of the roles of the row', async () => {
    const handlers = { 'test.second': (_: unknown, { act }: CallContext) => act('1.2', () => ({})) }
    expect(codeOf(await set(handlers, person('L2')).call('test.second'))).toBe('ok')
    expect(codeOf(await set(handlers, person('L1', 'L2')).call('test.second'))).toBe('ok')
    expect(codeOf(await set(handlers, person('L1', 'ADMIN', 'RADIOLOGIST')).call('test.second'))).toBe('request/forbidden')
  })
  it('nobody, for an operation that does not exist, not even one that every object has', async () => {
    const { call } = set({})
    for (const name of ['test.nothing', 'toString', '__proto__', 'constructor', '']) expect(codeOf(await call(name)), name).toBe('request/not-found')
  })
  it('is decided by a row for every operation of the contract, with nothing left open by mistake', () => {
    const open = Object.entries(operations).filter(([, row]) => (row as Operation).access === 'public').map(([name]) => name)
    expect(open.sort()).toEqual(['session.lock', 'session.setUp', 'session.status', 'session.unlock'])
  })
})

describe('input and output', () => {
  it('are parsed by the row', async () => {
    const { call } = set({ 'test.account': (input) => ({ twice: (input as { count: number }).count * 2 }) })
    expect(await call('test.account', { count: 21 })).toEqual({ ok: true, output: { twice: 42 } })
  })
  it('name the place of a fault in the input, never what stands there', async () => {
    const answer = await set({ 'test.account': () => ({ twice: 2 }) }).call('test.account', { count: 'DUPONT' })
    expect(answer).toMatchObject({ problem: { code: 'input/invalid', subject: 'count' } })
    expect(JSON.stringify(answer)).not.toContain('DUPONT')
  })
  it('refuse a key that the row does not know', async () => {
    const { call } = set({ 'test.account': () => ({ twice: 2 }) })
    expect(codeOf(await call('test.account', { count: 1, more: true }))).toBe('input/invalid')
  })
  it('that do not match the contract on the way out are a bug, and do not go out', async () => {
    const { call, lines } = set({ 'test.account': () => ({ twice: 2, patientName: 'DUPONT^MARIE' }) })
    const answer = await call('test.account', { count: 1 })
    expect(codeOf(answer)).toBe('internal')
    expect(JSON.stringify(answer)).not.toContain('DUPONT')
    expect(lines).toMatchObject([{ level: 'error', event: 'handler/output', facts: { operation: 'test.account', place: 'output' } }])
  })
})

describe('what goes wrong', () => {
  it('is answered as the problem that the row lists', async () => {
    const { call } = set({ 'test.account': () => { throw new ExpectedError('request/not-found', { subject: '1.2.3' }) } })
    expect(await call('test.account', { count: 1 })).toMatchObject({ ok: false, problem: { code: 'request/not-found', status: 404, subject: '1.2.3' } })
  })
  it('is a bug when the row does not list the code', async () => {
    const { call, lines } = set({ 'test.account': () => { throw new ExpectedError('pacs/timeout') } })
    expect(codeOf(await call('test.account', { count: 1 }))).toBe('internal')
    expect(lines.map(({ event }) => event)).toEqual(['handler/bug'])
  })
  it('is a bug when it is anything else, shown under the number that the log has, without its message', async () => {
    const { call, lines } = set({ 'test.account': () => { throw new Error('no such patient: DUPONT^MARIE') } })
    const answer = await call('test.account', { count: 1 })
    expect(JSON.stringify([answer, lines])).not.toContain('DUPONT')
    if (answer.ok) throw new Error('expected a problem')
    expect(answer.problem.params['incident']).toBe(lines[0]?.facts?.['incident'])
    expect(answer.problem.fr).toContain(String(answer.problem.params['incident']))
  })
  it('is an interruption when the window went', async () => {
    const gone = AbortSignal.abort()
    const { call, lines } = set({ 'test.account': () => { throw new Error('socket closed') } })
    expect(codeOf(await call('test.account', { count: 1 }, gone))).toBe('request/aborted')
    expect(lines).toEqual([])
  })
  it('is the lock when the session ended meanwhile, and the handler was told', async () => {
    const own = set({
      'test.account': (_input, { signal }) => new Promise((_resolve, reject) => {
        ;(signal as unknown as globalThis.AbortSignal).addEventListener('abort', () => { reject(new Error('database is closed')) })
        own.state.ended.abort()
      }),
    })
    expect(codeOf(await own.call('test.account', { count: 1 }))).toBe('session/locked')
  })
  it('is the lock when the account changed while the input was on its way', async () => {
    let called = false
    const own = set({ 'test.account': () => { called = true; return { twice: 2 } } })
    const dispatched = own.call('test.account', new Promise((resolve) => { own.state.account = null; resolve({ count: 1 }) }))
    expect(codeOf(await dispatched)).toBe('session/locked')
    expect(called).toBe(false)
  })
  it('is a bug when the handler is missing while unlocked', async () => {
    expect(codeOf(await set({}).call('test.account', { count: 1 }))).toBe('internal')
  })
})

describe('the audit trail', () => {
  it('gets the act and its row in one go, with who, what and on which object', async () => {
    const { call, audited } = set({ 'test.second': (_, { act }) => act('1.2.3', () => ({}), 'frozen') })
    await call('test.second')
    expect(audited).toEqual([{ actor: person().id, event: 'patient-record', operation: 'test.second', object: '1.2.3', detail: 'frozen', outcome: 'success' }])
  })
  it('gets a row for a writing act that failed', async () => {
    const { call, audited } = set({ 'test.second': () => { throw new Error('disk') } })
    await call('test.second')
    expect(audited).toMatchObject([{ event: 'patient-record', outcome: 'failure', detail: 'internal' }])
  })
  it('calls an early reveal what it is', async () => {
    const { call, audited } = set({ 'test.second': () => { throw new ExpectedError('reading/premature-reveal', { subject: '1.2.3' }) } })
    await call('test.second')
    expect(audited).toMatchObject([{ event: 'security-alert', outcome: 'failure', object: '1.2.3', detail: 'reading/premature-reveal' }])
  })
  it('gets a security alert when a role is overstepped', async () => {
    const { call, audited } = set({ 'test.second': () => ({}) }, person('L1'))
    await call('test.second')
    expect(audited).toMatchObject([{ event: 'security-alert', operation: 'test.second', outcome: 'failure', detail: 'request/forbidden' }])
  })
  it('gets nothing for a question, a malformed request or one asked of a locked console', async () => {
    const { call, audited, state } = set({ 'test.account': () => ({ twice: 2 }), 'test.second': () => ({}) })
    await call('test.account', { count: 1 })
    await call('test.second', { more: 1 })
    state.account = null
    await call('test.second')
    expect(audited).toEqual([])
  })
  it('gets a row even when a handler forgot to act, and the log says so', async () => {
    const { call, audited, lines } = set({ 'test.second': () => ({}) })
    expect(codeOf(await call('test.second'))).toBe('ok')
    expect(audited).toMatchObject([{ outcome: 'success', event: 'patient-record' }])
    expect(lines).toMatchObject([{ level: 'warning', event: 'handler/unaudited' }])
  })
})
