/** One operation of the contract, from the raw body to the answer. The same row decides who may ask, what the input
 *  and the output must look like, which problems may come back and which audit event is written. */
import type { z } from 'zod'
import {
  describeProblem, ExpectedError, operations as contract, type Account, type AuditEvent, type CallContext, type ErrorCode,
  type Handlers, type Operation, type OperationName, type Problem,
} from '../contract/index.ts'
import type { Log } from '../diagnostics/index.ts'
import { bug, problemOf } from './failure.ts'
import type { AuditEntry, AuditPort, SessionPort } from './ports.ts'

export interface DispatcherPorts {
  readonly operations?: Readonly<Record<string, Operation>>
  readonly handlers: () => Partial<Handlers> | null
  readonly session: SessionPort
  readonly audit: AuditPort
  readonly log: Log
}

export type Answer = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly problem: Problem }

export interface Dispatcher {
  /** Null when no such operation exists. */
  row(name: string): Operation | null
  call(name: string, readInput: () => Promise<unknown>, signal: AbortSignal): Promise<Answer>
}

/** Refusals that are attempts on what is masked or reserved: recorded as such whatever the operation. */
const securityAlerts: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'request/forbidden', 'reading/premature-reveal', 'reading/same-reader', 'reading/seal-broken',
])

/** A handler seen without its types: input was parsed by the row of the same name, output will be. */
type UntypedHandler = (input: unknown, context: CallContext) => unknown

export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  const rows = new Map<string, Operation>(Object.entries(ports.operations ?? contract))
  return {
    row: (name) => rows.get(name) ?? null,
    async call(name, readInput, signal) {
      const row = rows.get(name)
      if (row === undefined) return refused('request/not-found')
      return await callRow(ports, { name: name as OperationName, row }, readInput, signal)
    },
  }
}

interface NamedRow { readonly name: OperationName; readonly row: Operation }

async function callRow(ports: DispatcherPorts, { name, row }: NamedRow, readInput: () => Promise<unknown>, requestSignal: AbortSignal): Promise<Answer> {
  const account = ports.session.account()
  const sessionSignal = row.access === 'public' ? null : ports.session.signal()
  const call = { ports, name, row, account, acted: { done: false } }
  try {
    checkAccess(row, account)
    const handler = findHandler(ports, name)
    const input = parseInput(row, await readInput())
    if (row.access !== 'public' && ports.session.account()?.id !== account?.id) throw new ExpectedError('session/locked')
    const signal = sessionSignal === null ? requestSignal : AbortSignal.any([requestSignal, sessionSignal])
    const output = await handler(input, contextOf(call, signal))
    recordUnaudited(call)
    return checkOutput(call, output)
  } catch (error) {
    const problem = problemOf(error, { log: ports.log, facts: { operation: name }, listed: row.errors, requestSignal, sessionSignal })
    recordFailure(call, problem)
    return { ok: false, problem }
  }
}

interface Call extends NamedRow {
  readonly ports: DispatcherPorts
  readonly account: Account | null
  readonly acted: { done: boolean }
}

/** Throws `session/locked` or `request/forbidden`; fails closed on an access it does not know. */
export function checkAccess(row: Pick<Operation, 'access'>, account: Account | null): void {
  if (row.access === 'public') return
  if (account === null) throw new ExpectedError('session/locked')
  if (row.access === 'account') return
  if (!account.roles.some((role) => row.access.includes(role))) throw new ExpectedError('request/forbidden')
}

function findHandler(ports: DispatcherPorts, name: OperationName): UntypedHandler {
  const handlers = ports.handlers()
  if (handlers === null) throw new ExpectedError('session/locked')
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (handler === undefined) throw new Error(`No handler for ${name}`)
  return handler as UntypedHandler
}

function parseInput(row: Operation, input: unknown): unknown {
  const parsed = row.input.safeParse(input)
  if (parsed.success) return parsed.data
  // The place alone: what stands there may be a patient's.
  throw new ExpectedError('input/invalid', { subject: firstPlace(parsed.error) })
}

function firstPlace(error: z.ZodError): string {
  const issue = error.issues[0]
  return (issue?.path ?? []).map((part) => String(part)).join('.').slice(0, 200) || '.'
}

function contextOf(call: Call, signal: AbortSignal): CallContext {
  const { ports, name, row, account } = call
  return {
    operation: name,
    account,
    signal,
    act(object, work, detail = '') {
      if (row.audit === null) throw new Error(`${name} has no audit event and may not act`)
      // After setUp or unlock the actor is the account that the act itself made active.
      const actor = (account ?? ports.session.account())?.id ?? '-'
      const result = ports.audit.act({ actor, event: row.audit, operation: name, object, detail }, work)
      call.acted.done = true
      return result
    },
  }
}

/** A writing operation that succeeded without `act` is a fault of its room: the act is recorded all the same. */
function recordUnaudited(call: Call): void {
  const { ports, name, row } = call
  if (!row.writes || row.audit === null || call.acted.done) return
  ports.log.write('warning', 'handler/unaudited', { operation: name })
  if (ports.session.account() !== null) ports.audit.act(entryOf(call, row.audit, '', 'after'), () => undefined)
}

function checkOutput(call: Call, output: unknown): Answer {
  const parsed = call.row.output.safeParse(output)
  if (parsed.success) return { ok: true, output: parsed.data }
  const place = ['output', ...(parsed.error.issues[0]?.path ?? []).map((part) => String(part))].join('/')
  const facts = { operation: call.name, issues: parsed.error.issues.length, place }
  return { ok: false, problem: bug('handler/output', undefined, { log: call.ports.log, facts }) }
}

function recordFailure(call: Call, problem: Problem): void {
  const alert = securityAlerts.has(problem.code)
  const event = alert ? 'security-alert' : call.row.writes ? call.row.audit : null
  // What never was an act: a malformed or interrupted request, a question asked of a locked console.
  if (event === null || problem.code === 'input/invalid' || problem.code === 'request/aborted' || problem.code === 'session/locked') return
  try {
    call.ports.audit.failed(entryOf(call, event, problem.subject ?? '', problem.code))
  } catch (error) {
    bug('audit/failed', error, { log: call.ports.log, facts: { operation: call.name } })
  }
}

function entryOf(call: Call, event: AuditEvent, object: string, detail: string): AuditEntry {
  return { actor: (call.account ?? call.ports.session.account())?.id ?? '-', event, operation: call.name, object, detail }
}

function refused(code: ErrorCode): Answer {
  return { ok: false, problem: describeProblem(new ExpectedError(code)) }
}
