/** What leaves before what, and how the next row is found among ten thousand. */
import { afterEach, describe, expect, it } from 'vitest'
import { ExpectedError, type OutboxId } from '../../contract/index.ts'
import type { FakePacs, FakeRis } from '../../../test/fixtures/fake-peers.ts'
import type { ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { openOutbox, settled } from '../../../test/fixtures/outbox-bench.ts'
import { draft, type SyncBench } from '../../../test/fixtures/sync-bench.ts'
import { makeObject } from '../../../test/peers/index.ts'
import type { OutboxDraft } from '../index.ts'
import { alarmQueries } from './alarm.ts'
import { queries } from './next-row.ts'

let bench: SyncBench
let clock: ManualClock
let pacs: FakePacs
let ris: FakeRis
const begin = (options: Parameters<typeof openOutbox>[0] = {}) => { ({ bench, clock, pacs, ris } = openOutbox(options)) }
afterEach(() => bench.close())

const reportId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** A signed report: its documents and its message. */
function signed(n: number, studyInstanceUID: string, more: Partial<OutboxDraft> = {}): { sr: OutboxDraft; oru: OutboxDraft } {
  const of = { studyInstanceUID, reportId: reportId(n), ...more }
  const sr = draft('SR', makeObject({ modality: 'SR' }).bytes, of)
  return { sr, oru: draft('ORU', Buffer.from(`MSH|${n}`), { ...of, dependsOn: sr.id }) }
}
const detail = (id: string) => bench.sync.handlers['delivery.detail']({ outboxId: id as OutboxId }, bench.context())

describe('the order of deliveries', () => {
  it('A6 an addendum waits until its parent is confirmed, at the PACS and at the RIS', async () => {
    begin()
    const [parent, addendum] = [signed(1, '1.2.1'), signed(2, '1.2.1')]
    const refusing = new Set([parent.sr.dedupeKey])
    pacs.fail = (call, uid) => (call === 'store' && refusing.has(uid) ? new ExpectedError('pacs/answer', { params: { status: 503 } }) : null)
    bench.enqueue(parent.sr, parent.oru, addendum.sr, addendum.oru)
    await bench.reaches(parent.sr.id, 'retry_wait')
    await settled()
    expect([pacs.stores, ris.sent]).toEqual([[parent.sr.dedupeKey], []])
    expect((await detail(addendum.sr.id)).row.waitsFor).toEqual({ id: parent.sr.id, kind: 'SR', destination: 'PACS', state: 'retry_wait', sameReport: false })
    refusing.clear()
    clock.advance(5000)
    await bench.reaches(addendum.oru.id, 'confirmed')
    expect(pacs.stores).toEqual([parent.sr.dedupeKey, parent.sr.dedupeKey, addendum.sr.dedupeKey])
    expect(ris.sent.map(({ controlId }) => controlId)).toEqual([parent.oru.dedupeKey, addendum.oru.dedupeKey])
  })

  it('a dead parent holds its addendum in sight and no other study, until somebody answers for it otherwise', async () => {
    begin()
    const [parent, addendum, other] = [signed(1, '1.2.1'), signed(2, '1.2.1'), signed(3, '1.2.2')]
    pacs.fail = (call, uid) => (call === 'store' && uid === parent.sr.dedupeKey ? new ExpectedError('pacs/answer', { params: { status: 409, failureReason: '0xA900' } }) : null)
    bench.enqueue(parent.sr, parent.oru, addendum.sr, addendum.oru, other.sr, other.oru)
    await bench.reaches(parent.sr.id, 'dead')
    await bench.reaches(other.oru.id, 'confirmed')
    clock.advance(60 * 60_000)
    await settled()
    expect((await detail(addendum.sr.id)).row).toMatchObject({ state: 'queued', attempts: 0, waitsFor: { id: parent.sr.id, state: 'dead' } })
    expect((await detail(parent.oru.id)).row).toMatchObject({ waitsFor: { id: parent.sr.id, sameReport: true } })
    const handle = (reason: string) => bench.sync.handlers['delivery.handle']({ outboxId: parent.sr.id as OutboxId, reason }, bench.context('delivery.handle'))
    expect(await handle('Déposé à la main dans le PACS')).toMatchObject({ state: 'superseded', handled: { reason: 'Déposé à la main dans le PACS' } })
    await bench.reaches(addendum.oru.id, 'confirmed')
    expect(ris.sent.map(({ controlId }) => controlId)).toEqual([other.oru.dedupeKey, parent.oru.dedupeKey, addendum.oru.dedupeKey])
    expect(bench.auditTrail()).toContain(`success delivery.handle handled otherwise SR PACS ${parent.sr.dedupeKey}`)
    // What people wrote stays in the database: the trail names identifiers and codes alone.
    expect(bench.auditTrail().join()).not.toContain('main dans le PACS')
    await expect(async () => handle('une seconde fois')).rejects.toMatchObject({ code: 'delivery/not-retriable' })
  })

  it('a letter is not held back by a dead report, and a row that was never tried is not taken out of the queue', async () => {
    begin()
    const dead = signed(1, '1.2.1')
    pacs.fail = (call, uid) => (call === 'store' && uid === dead.sr.dedupeKey ? new ExpectedError('pacs/not-accepted', { params: { service: 'SR' } }) : null)
    bench.enqueue(dead.sr, dead.oru)
    await bench.reaches(dead.sr.id, 'dead')
    const letters = [1, 2].map(() => draft('EXCHANGE', makeObject().bytes, { reportId: null, studyInstanceUID: '1.2.1' }))
    bench.enqueue(...letters)
    await expect.poll(() => pacs.stores.slice(1)).toEqual(letters.map(({ dedupeKey }) => dedupeKey))
    await expect(async () => bench.sync.handlers['delivery.handle']({ outboxId: dead.oru.id as OutboxId, reason: 'trop tôt' }, bench.context('delivery.handle'))).rejects.toMatchObject({ code: 'delivery/under-way' })
  })

  it('letters about one study leave in the order of writing, behind no other study, and a dead one holds back nothing', async () => {
    begin()
    const letter = (studyInstanceUID: string) => draft('EXCHANGE', makeObject().bytes, { reportId: null, studyInstanceUID })
    const [changed, frozen, other] = [letter('1.2.1'), letter('1.2.1'), letter('1.2.2')]
    const after = letter('1.2.1')
    let status = 503
    pacs.fail = (call, uid) => (call === 'store' && uid === changed.dedupeKey ? new ExpectedError('pacs/answer', { params: { status } }) : null)
    const reaches = async (id: string, state: string) => { await expect.poll(() => bench.store.prepare<[string], { state: string }>('SELECT state FROM outbox WHERE id = ?').get(id)?.state).toBe(state) }
    bench.enqueue(changed, frozen, other)
    await reaches(changed.id, 'retry_wait')
    await reaches(other.id, 'confirmed')
    bench.enqueue(after)
    await settled()
    expect(pacs.stores.filter((uid) => uid !== changed.dedupeKey)).toEqual([other.dedupeKey])
    status = 409
    clock.advance(60_000)
    await reaches(changed.id, 'dead')
    await reaches(after.id, 'confirmed')
    expect(pacs.stores.slice(-2)).toEqual([frozen.dedupeKey, after.dedupeKey])
  })

  it('an urgent report goes before those that were signed earlier', async () => {
    begin()
    await bench.sync.stop()
    const rows = [1, 2, 3].map((n) => signed(n, `1.2.${n}`, n === 3 ? { urgent: true } : {}))
    bench.enqueue(...rows.flatMap(({ sr, oru }) => [sr, oru]))
    await bench.restart()
    for (const { oru } of rows) await bench.reaches(oru.id, 'confirmed')
    expect(pacs.stores[0]).toBe(rows[2]?.sr.dedupeKey)
  })

  it('an urgent addendum takes the report that it must wait for along to the front; what a reader calls not urgent is not, whatever its order says', async () => {
    begin({ isUrgent: () => true })
    await bench.sync.stop()
    const many = [1, 2, 3].map((n) => signed(n, `1.2.${n}`, { urgent: false }))
    const addendum = signed(4, '1.2.3', { urgent: true })
    bench.enqueue(...[...many, addendum].flatMap(({ sr, oru }) => [sr, oru]))
    await bench.restart()
    for (const { oru } of [...many, addendum]) await bench.reaches(oru.id, 'confirmed')
    expect(pacs.stores.slice(0, 2)).toEqual([many[2]?.sr.dedupeKey, addendum.sr.dedupeKey])
    expect((await detail(many[2]?.oru.id ?? '')).row.urgent).toBe(true)
    expect((await detail(many[0]?.oru.id ?? '')).row.urgent).toBe(false)
  })

  it('tells nobody that a row waits for one that is masked', async () => {
    begin()
    const [first, second] = [signed(1, '1.2.1'), signed(2, '1.2.1')]
    bench.masked.add(reportId(1))
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    bench.enqueue(first.sr, second.sr)
    await bench.reaches(first.sr.id, 'retry_wait')
    expect((await detail(second.sr.id)).row).toMatchObject({ state: 'queued', waitsFor: null })
    await expect(async () => detail(first.sr.id)).rejects.toMatchObject({ code: 'request/not-found' })
  })
})

describe('a destination where nobody answers', () => {
  it('is asked by one row at a time, and all leave once it is back', async () => {
    begin()
    pacs.fail = (call) => (call === 'store' ? new ExpectedError('pacs/unreachable') : null)
    const rows = Array.from({ length: 50 }, (_, n) => signed(n, `1.2.${n}`).sr)
    bench.enqueue(...rows)
    await bench.reaches(rows[0]?.id ?? '', 'retry_wait')
    await settled()
    expect(pacs.stores).toHaveLength(1)
    clock.advance(5000)
    await expect.poll(() => pacs.stores.length).toBe(2)
    pacs.fail = () => null
    clock.advance(60_000)
    for (const { id } of rows) await bench.reaches(id, 'confirmed')
    expect(new Set(pacs.stores).size).toBe(50)
  })
})

describe('ten thousand rows that wait', () => {
  it('are not looked through for the next one: every question of the courier and of the alarm is answered from an index', () => {
    begin()
    const plan = (sql: string) => bench.store.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`).all().map(({ detail: step }) => step)
    for (const sql of [...Object.values(queries), ...Object.values(alarmQueries)]) {
      const steps = plan(sql)
      expect(steps.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'))).toEqual([])
      expect(steps.join()).toMatch(/SEARCH outbox USING (COVERING )?INDEX outbox_(ready|due|leased|unalarmed)/)
    }
  })
})
