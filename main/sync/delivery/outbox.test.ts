/** The outbox as a machine of states, with peers that answer as they are told and a clock that stands still. */
import { afterEach, describe, expect, it } from 'vitest'
import { ExpectedError, outboxRow, type OutboxId, type OutboxState } from '../../contract/index.ts'
import { makeObject, until } from '../../../test/peers/index.ts'
import { fakePacs, type FakePacs, type FakeRis } from '../../../test/fixtures/fake-peers.ts'
import type { ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { openOutbox, settled } from '../../../test/fixtures/outbox-bench.ts'
import { draft, reader, type SyncBench } from '../../../test/fixtures/sync-bench.ts'

const minute = 60_000
let bench: SyncBench
let clock: ManualClock
let pacs: FakePacs
let ris: FakeRis

const begin = (options: Parameters<typeof openOutbox>[0] = {}) => { ({ bench, clock, pacs, ris } = openOutbox(options)) }
afterEach(() => bench.close())

const object = () => makeObject({ modality: 'DOC' })
const pdf = (more: Parameters<typeof draft>[2] = {}) => draft('PDF', object().bytes, more)
const describeFailure = ({ code, params }: ExpectedError) => [code, ...Object.values(params)].join(' ')

describe('a delivery to the PACS', () => {
  it('is confirmed once it was fetched back, and its payload goes', async () => {
    begin()
    const row = pdf()
    bench.enqueue(row)
    const done = await bench.reaches(row.id, 'confirmed')
    expect(done).toMatchObject({ attempts: 1, acknowledgedAt: clock.now().toISOString(), lastProblem: null })
    expect(outboxRow.safeParse(done).success).toBe(true)
    expect(pacs.stores).toEqual([row.dedupeKey])
    expect(bench.store.prepare<[], { sealed_payload: string | null; sha256: string }>('SELECT sealed_payload, sha256 FROM outbox').get()).toEqual({ sealed_payload: null, sha256: row.sha256 })
    expect(bench.auditTrail()).toEqual([`success PDF PACS sent ${row.dedupeKey}`, `success PDF PACS confirmed ${row.dedupeKey}`])
    expect(bench.events).toContainEqual({ type: 'delivery.changed' })
  })

  it('is nothing if the signature is rolled back', async () => {
    begin()
    expect(() => bench.store.transaction(() => {
      bench.sync.outbox.enqueue([pdf()])
      throw new Error('the signature failed')
    })).toThrow('the signature failed')
    await settled()
    expect(pacs.stores).toEqual([])
    expect(() => bench.sync.outbox.enqueue([pdf()])).toThrow('transaction')
  })

  it('waits twice as long after each failure, up to a quarter of an hour, for as long as it takes', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/unreachable')
    const row = pdf()
    bench.enqueue(row)
    const waits: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const { nextAttemptAt, attempts, lastErrorClass } = await bench.reaches(row.id, 'retry_wait')
      expect([attempts, lastErrorClass]).toEqual([n + 1, 'transient'])
      waits.push((Date.parse(nextAttemptAt ?? '') - clock.now().getTime()) / 1000)
      clock.advance(Date.parse(nextAttemptAt ?? '') - clock.now().getTime())
      await until(() => bench.row(row.id).attempts === n + 2 && bench.row(row.id).state === 'retry_wait', 'next attempt')
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900])
    expect(bench.auditTrail()).toEqual(['failure report not confirmed after 60 min'])
    pacs.fail = () => null
    clock.advance(15 * minute)
    await bench.reaches(row.id, 'confirmed')
    // Nothing ever arrived, so nothing had to be asked before sending.
    expect(pacs.asked).toHaveLength(1)
  })

  it('whose outcome is unknown is looked for before it is sent again', async () => {
    begin()
    pacs.fail = (call) => (call === 'store' ? 'lost' : null)
    const row = pdf()
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'sent_unknown')).toMatchObject({ lastErrorClass: 'unknown', lastProblem: { code: 'pacs/interrupted' } })
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(pacs.stores).toEqual([row.dedupeKey])
  })

  it('whose outcome is unknown and that is not there is sent again', async () => {
    begin()
    let first = true
    pacs.fail = (call) => {
      if (call !== 'store' || !first) return null
      first = false
      return new ExpectedError('pacs/timeout')
    }
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, 'sent_unknown')
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(pacs.stores).toEqual([row.dedupeKey, row.dedupeKey])
  })

  it('stays delivered, not confirmed, while the proof is out', async () => {
    begin()
    pacs.fail = (call) => (call === 'locate' ? new ExpectedError('pacs/answer', { params: { status: 503 } }) : null)
    const row = pdf()
    bench.enqueue(row)
    await until(() => bench.row(row.id).lastProblem !== null, 'proof failed')
    expect(bench.row(row.id)).toMatchObject({ state: 'delivered', acknowledgedAt: null, lastErrorClass: 'transient' })
    pacs.fail = () => null
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(pacs.stores).toHaveLength(1)
  })

  it('that was said to be stored and is not there is sent again', async () => {
    begin()
    pacs.fail = (call) => (call === 'locate' ? 'lost' : null)
    const row = pdf()
    bench.enqueue(row)
    await until(() => bench.row(row.id).lastProblem !== null, 'not found')
    clock.advance(5000)
    await until(() => pacs.stores.length === 2, 'sent again')
    pacs.fail = () => null
    clock.advance(minute)
    expect(await bench.reaches(row.id, 'confirmed')).toMatchObject({ lastProblem: null })
  })

  it('dies in sight when the PACS holds other content under its UID', async () => {
    begin()
    const row = pdf()
    pacs.held.set(row.dedupeKey, makeObject({ modality: 'DOC', accessionNumber: 'OTHER' }).bytes)
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'dead')).toMatchObject({ lastErrorClass: 'permanent', lastProblem: { code: 'pacs/storage-differs', fr: expect.stringContaining('autre contenu') as string } })
    expect(bench.auditTrail().at(-1)).toBe(`failure PDF PACS dead ${row.dedupeKey} pacs/storage-differs`)
    clock.advance(60 * minute)
    await settled()
    expect(pacs.stores).toHaveLength(1)
  })

  it.each([
    [new ExpectedError('pacs/refused'), 'dead'], [new ExpectedError('pacs/certificate'), 'dead'],
    [new ExpectedError('pacs/answer', { params: { status: 409, failureReason: '0xA900' } }), 'dead'], [new ExpectedError('pacs/answer', { params: { status: 400 } }), 'dead'],
    [new ExpectedError('pacs/answer', { params: { status: 409, failureReason: '0xA700' } }), 'retry_wait'], [new ExpectedError('pacs/answer', { params: { status: 503 } }), 'retry_wait'],
    [new ExpectedError('pacs/answer', { params: { status: 429 } }), 'retry_wait'], [new ExpectedError('pacs/malformed'), 'sent_unknown'], [new ExpectedError('pacs/timeout'), 'sent_unknown'],
  ].map(([failure, state]) => [describeFailure(failure as ExpectedError), state as OutboxState, failure as ExpectedError] as const))('after %s is %s', async (_, state, failure) => {
    begin()
    pacs.fail = (call) => (call === 'store' ? failure : null)
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, state)
    expect(bench.bugs).toEqual([])
  })

  it('is not sent when the sealed bytes are not those that were signed', async () => {
    begin()
    const row = { ...pdf(), sha256: '0'.repeat(64) }
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'dead')).toMatchObject({ lastProblem: { code: 'reading/seal-broken' } })
    expect(pacs.stores).toEqual([])
  })

  it('survives a bug of ours: it is told under an incident and tried again', async () => {
    begin()
    pacs.store = () => Promise.reject(new TypeError('a bug'))
    const row = pdf()
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'sent_unknown')).toMatchObject({ lastProblem: { code: 'internal', params: { incident: 'TEST-TEST' } } })
    expect(bench.bugs).toHaveLength(1)
  })

  it('waits in sight while no PACS is configured, and leaves when one is', async () => {
    begin()
    bench.pacs = null
    const row = pdf()
    bench.enqueue(row)
    await expect.poll(() => bench.row(row.id)).toMatchObject({ state: 'queued', attempts: 0, lastProblem: { code: 'pacs/not-configured' } })
    bench.pacs = pacs
    bench.sync.settingsChanged()
    await bench.reaches(row.id, 'confirmed')
  })

  it('that died of a wrong password lives again with new settings, one that was refused for itself does not', async () => {
    begin()
    pacs.fail = (call) => (call === 'store' ? new ExpectedError('pacs/refused') : null)
    const refused = pdf()
    bench.enqueue(refused)
    await bench.reaches(refused.id, 'dead')
    pacs.fail = () => null
    // As long as a wrong password pauses the destination.
    clock.advance(5000)
    const other = pdf({ studyInstanceUID: '1.2.4' })
    pacs.held.set(other.dedupeKey, object().bytes)
    bench.enqueue(other)
    await bench.reaches(other.id, 'dead')
    bench.sync.settingsChanged()
    await bench.reaches(refused.id, 'confirmed')
    expect(bench.row(other.id).state).toBe('dead')
  })
})

describe('a message to the RIS', () => {
  const oru = (more: Parameters<typeof draft>[2] = {}) => draft('ORU', Buffer.from('MSH|É'), more)

  it('is confirmed by its acknowledgement', async () => {
    begin()
    const row = oru()
    bench.enqueue(row)
    await bench.reaches(row.id, 'confirmed')
    expect(ris.sent).toEqual([{ controlId: row.dedupeKey, message: 'MSH|É' }])
  })

  it('without an answer is sent again under the same control id', async () => {
    begin()
    ris.fail = () => new ExpectedError('ris/no-answer')
    const row = oru()
    bench.enqueue(row)
    await bench.reaches(row.id, 'sent_unknown')
    ris.fail = () => null
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(new Set(ris.sent.map(({ controlId }) => controlId))).toEqual(new Set([row.dedupeKey]))
  })

  it.each([['AE', 'dead'], ['AR', 'retry_wait']] as const)('answered %s is %s', async (code, state) => {
    begin()
    ris.fail = () => new ExpectedError('ris/rejected', { params: { code } })
    const row = oru()
    bench.enqueue(row)
    expect(await bench.reaches(row.id, state)).toMatchObject({ lastProblem: { code: 'ris/rejected', params: { code } }, acknowledgedAt: null })
  })

  it('waits until every object of its report is proved to be in the PACS', async () => {
    begin()
    const reportId = '00000000-0000-4000-8000-000000000001'
    const document = pdf({ reportId })
    const structured = draft('SR', object().bytes, { reportId, dependsOn: document.id })
    const result = oru({ reportId, dependsOn: structured.id })
    pacs.fail = (call, uid) => (call === 'store' && uid === structured.dedupeKey ? new ExpectedError('pacs/unreachable') : null)
    bench.enqueue(document, structured, result)
    await bench.reaches(structured.id, 'retry_wait')
    expect(bench.row(document.id).state).toBe('confirmed')
    await settled()
    expect(ris.sent).toEqual([])
    pacs.fail = () => null
    clock.advance(5000)
    await bench.reaches(result.id, 'confirmed')
    expect(pacs.stores).toEqual([document.dedupeKey, structured.dedupeKey, structured.dedupeKey])
  })

  it('of another study is not held up by one that cannot leave', async () => {
    begin()
    const reportId = '00000000-0000-4000-8000-000000000002'
    const stuck = pdf({ reportId })
    pacs.fail = (_, uid) => (uid === stuck.dedupeKey ? new ExpectedError('pacs/refused') : null)
    const behind = oru({ reportId })
    const other = oru({ studyInstanceUID: '1.2.4' })
    bench.enqueue(stuck, behind, other)
    await bench.reaches(other.id, 'confirmed')
    await bench.reaches(stuck.id, 'dead')
    expect(bench.row(behind.id).state).toBe('queued')
  })
})

describe('a process that ends', () => {
  it('leaves its leases, and the next one asks before it sends', async () => {
    begin()
    await bench.sync.stop()
    const row = pdf()
    bench.enqueue(row)
    bench.store.prepare(`UPDATE outbox SET state = 'leased', may_be_there = 1, lease_until = ?`).run(new Date(clock.now().getTime() + 15_000).toISOString())
    pacs.held.set(row.dedupeKey, Buffer.from(row.sealedPayload, 'base64'))
    await bench.restart()
    await settled()
    expect(bench.row(row.id).state).toBe('leased')
    clock.advance(15_000)
    await bench.reaches(row.id, 'confirmed')
    expect(pacs.stores).toEqual([])
  })

  it('in order hands over at once: the attempt in progress is aborted and taken up again', async () => {
    begin()
    pacs.store = (_, __, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new ExpectedError('request/aborted'))))
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, 'leased')
    await bench.sync.stop()
    expect(bench.row(row.id)).toMatchObject({ state: 'sent_unknown', nextAttemptAt: clock.now().toISOString() })
    const next = fakePacs()
    bench.pacs = next
    await bench.restart()
    await bench.reaches(row.id, 'confirmed')
  })

  it('keeps its lease while it works', async () => {
    begin()
    const { promise, resolve } = Promise.withResolvers<'stored'>()
    const row = pdf()
    pacs.store = (at, bytes) => {
      pacs.held.set(at.sopInstanceUID, bytes)
      return promise
    }
    bench.enqueue(row)
    await bench.reaches(row.id, 'leased')
    clock.advance(10 * minute)
    expect(Date.parse(bench.store.prepare<[], { lease_until: string }>('SELECT lease_until FROM outbox').get()?.lease_until ?? '')).toBeGreaterThan(clock.now().getTime())
    resolve('stored')
    await bench.reaches(row.id, 'confirmed')
  })

  it('goes on when its lease cannot be renewed because the disk is full', async () => {
    begin()
    const row = pdf()
    let arrive = () => undefined as void
    pacs.store = async (at, part10) => {
      await new Promise<void>((resolve) => { arrive = resolve })
      pacs.held.set(at.sopInstanceUID, part10)
      return 'stored'
    }
    bench.enqueue(row)
    await bench.reaches(row.id, 'leased')
    bench.store.prepare(`CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'as if full'); END`).run()
    expect(() => { clock.advance(5_000) }).not.toThrow()
    expect(bench.bugs).toHaveLength(1)
    bench.store.prepare('DROP TRIGGER full').run()
    arrive()
    await bench.reaches(row.id, 'confirmed')
  })

  it('and cannot write down what was proved, for want of space, finds it out again: nothing is sent twice under two identifiers', async () => {
    begin()
    const [document, message] = [pdf(), draft('ORU', Buffer.from('MSH'), { studyInstanceUID: '1.2.4' })]
    bench.store.prepare(`CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'confirmed' BEGIN SELECT RAISE(ABORT, 'as if full'); END`).run()
    bench.enqueue(document, message)
    await until(() => bench.bugs.length >= 2, 'both markings to fail')
    expect([bench.row(document.id).state, bench.row(message.id).state]).not.toContain('confirmed')
    bench.store.prepare('DROP TRIGGER full').run()
    clock.advance(30_000)
    await bench.reaches(document.id, 'confirmed')
    await bench.reaches(message.id, 'confirmed')
    expect(pacs.stores).toEqual([document.dedupeKey])
    expect(new Set(ris.sent.map(({ controlId }) => controlId))).toEqual(new Set([message.dedupeKey]))
    expect(bench.auditTrail().filter((line) => line.includes('confirmed'))).toHaveLength(2)
  })

  it('is not waited for forever when the system clock was set back meanwhile', async () => {
    begin()
    await bench.sync.stop()
    const row = pdf()
    bench.enqueue(row)
    bench.store.prepare(`UPDATE outbox SET state = 'retry_wait', next_attempt_at = ?`).run(new Date(clock.now().getTime() + 365 * 24 * 60 * minute).toISOString())
    await bench.restart()
    expect(await bench.reaches(row.id, 'confirmed')).toMatchObject({ attempts: 1 })
  })
})

describe('what a person does and sees', () => {
  const list = async () => (await bench.sync.handlers['delivery.list']({}, bench.context())).rows.map((row) => row.id)
  const health = async () => bench.sync.handlers['health.get']({}, bench.context('health.get'))

  it('sends a dead delivery again by hand, and only such', async () => {
    begin()
    pacs.fail = (call) => (call === 'store' ? new ExpectedError('pacs/refused') : null)
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, 'dead')
    pacs.fail = () => null
    expect(await bench.sync.handlers['delivery.retry']({ outboxId: row.id as OutboxId }, bench.context('delivery.retry'))).toMatchObject({ id: row.id })
    await bench.reaches(row.id, 'confirmed')
    await expect(async () => bench.sync.handlers['delivery.retry']({ outboxId: row.id as OutboxId }, bench.context('delivery.retry'))).rejects.toMatchObject({ code: 'delivery/not-retriable' })
    expect(bench.auditTrail().filter((line) => line.includes('retry'))).toEqual(['success delivery.retry retry PDF PACS'])
  })

  it('sees no delivery, no count and no event of a report that is masked', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/not-accepted', { params: { service: 'x' } })
    const [own, masked] = [pdf({ studyInstanceUID: '1.2.4' }), pdf()]
    bench.masked.add(masked.reportId ?? '')
    bench.enqueue(masked)
    await bench.reaches(masked.id, 'dead')
    expect(bench.events.filter((event) => event.type === 'delivery.changed')).toEqual([])
    expect(await list()).toEqual([])
    expect(await health()).toMatchObject({ pendingDeliveries: 0, deadDeliveries: 0 })
    await expect(async () => bench.sync.handlers['delivery.retry']({ outboxId: masked.id as OutboxId }, bench.context())).rejects.toMatchObject({ code: 'request/not-found' })
    bench.enqueue(own)
    await bench.reaches(own.id, 'dead')
    expect(await list()).toEqual([own.id])
    expect(await health()).toMatchObject({ deadDeliveries: 1 })
    bench.account = reader(['ADMIN'])
    expect(await list()).toEqual([own.id, masked.id])
  })

  it('cannot evict a study while something of it is on its way', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/unreachable')
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, 'retry_wait')
    expect(bench.sync.holds('1.2.3')).toBe(true)
    pacs.fail = () => null
    clock.advance(5000)
    await bench.reaches(row.id, 'confirmed')
    expect(bench.sync.holds('1.2.3')).toBe(false)
  })

  it('learns from a failed delivery of a masked report how the peer is, not which object it was', async () => {
    begin()
    const row = pdf()
    bench.masked.add(row.reportId ?? '')
    pacs.fail = (call, uid) => (call === 'store' ? new ExpectedError('pacs/answer', { subject: uid, params: { status: 503 } }) : null)
    bench.enqueue(row)
    await bench.reaches(row.id, 'retry_wait')
    const health = await bench.sync.handlers['health.get']({}, bench.context('health.get'))
    expect(health.pacs.problem).toMatchObject({ code: 'pacs/answer', subject: null, params: { status: 503 } })
    expect(JSON.stringify(health)).not.toContain(row.dedupeKey)
  })

  it('learns from deliveries and probes how the peers are', async () => {
    begin()
    expect((await health()).pacs).toEqual({ configured: true, reachable: null, checkedAt: null, problem: null })
    pacs.fail = () => new ExpectedError('pacs/unreachable')
    const row = pdf()
    bench.enqueue(row)
    await bench.reaches(row.id, 'retry_wait')
    expect((await health()).pacs).toMatchObject({ reachable: false, problem: { code: 'pacs/unreachable' } })
    expect(bench.events).toContainEqual({ type: 'health.changed' })
    expect(await bench.sync.handlers['health.check']({}, bench.context('health.check'))).toMatchObject({ pacs: { reachable: true, problem: null }, ris: { reachable: true } })
    pacs.echo = (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new ExpectedError('request/aborted'))))
    const probing = bench.sync.handlers['health.check']({}, bench.context('health.check'))
    clock.advance(12_000)
    expect((await probing).pacs).toMatchObject({ reachable: false, problem: { code: 'pacs/timeout' } })
    bench.ris = null
    expect((await health()).ris).toEqual({ configured: false, reachable: null, checkedAt: null, problem: null })
  })
})

describe('what this session may send', () => {
  let opens = { account: '', centre: false }
  const beginHere = () => { begin({ opens: () => opens }) }

  it('is what its account or the centre’s key opens; the rest keeps its place', async () => {
    opens = { account: 'one', centre: false }
    beginHere()
    const [own, other] = [draft('PDF', makeObject().bytes, { readableBy: 'one' }), draft('PDF', makeObject().bytes, { readableBy: 'two', studyInstanceUID: '1.2.4' })]
    bench.enqueue(other, own)
    await bench.reaches(own.id, 'confirmed')
    expect(bench.row(other.id)).toMatchObject({ state: 'queued', attempts: 0 })
    opens = { account: 'coordinator', centre: true }
    await bench.restart()
    await bench.reaches(other.id, 'confirmed')
  })

  it('V4 leaves out documents that would tell a masked opinion, and holds back no message, until they are let go', async () => {
    opens = { account: '', centre: true }
    beginHere()
    const reportId = '00000000-0000-4000-8000-000000000003'
    const document = draft('PDF', makeObject().bytes, { reportId, held: true })
    const structured = draft('SR', makeObject().bytes, { reportId, held: true })
    const message = draft('ORU', Buffer.from('MSH'), { reportId, dependsOn: structured.id })
    bench.enqueue(document, structured, message)
    await bench.reaches(message.id, 'confirmed')
    expect(pacs.stores).toEqual([])
    bench.store.transaction(() => bench.sync.outbox.letGo(document.studyInstanceUID))
    await bench.reaches(document.id, 'confirmed')
    await bench.reaches(structured.id, 'confirmed')
  })

  it('V9 of two independent readings both reports go to the archive and one message leaves', async () => {
    opens = { account: '', centre: true }
    beginHere()
    const [result, beside] = ['00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000005'].map((reportId) => {
      const structured = draft('SR', makeObject().bytes, { reportId, held: true })
      return { reportId, structured, message: draft('ORU', Buffer.from('MSH'), { reportId, dependsOn: structured.id, held: true }) }
    })
    if (result === undefined || beside === undefined) throw new Error('two reports')
    bench.enqueue(result.structured, result.message, beside.structured, beside.message)
    bench.store.transaction(() => bench.sync.outbox.letGo(result.structured.studyInstanceUID, result.reportId))
    await bench.reaches(result.message.id, 'confirmed')
    await bench.reaches(beside.structured.id, 'confirmed')
    expect(bench.row(beside.message.id)).toMatchObject({ state: 'superseded', attempts: 0 })
  })
})
