/** Storage commitment as a part of the proof: asked under a transaction that is written down first, answered whenever the
 *  PACS likes, and never believed for other bytes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type OutboxId } from '../../contract/index.ts'
import { fakePacs, type FakePacs } from '../../../test/fixtures/fake-peers.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { draft, openSyncBench, type SyncBench } from '../../../test/fixtures/sync-bench.ts'
import { makeObject, sopClass } from '../../../test/peers/index.ts'
import { reportWaitMs } from './commitments.ts'

let bench: SyncBench
let clock: ManualClock
let pacs: FakePacs
let asked: { transactionUID: string; objects: readonly { sopClassUID: string; sopInstanceUID: string }[] }[]
let refuse: () => ExpectedError | null
beforeEach(() => {
  clock = manualClock()
  asked = []
  refuse = () => null
  pacs = Object.assign(fakePacs(), {
    requestCommitment: async (transactionUID: string, objects: readonly { sopClassUID: string; sopInstanceUID: string }[]) => {
      await Promise.resolve()
      asked.push({ transactionUID, objects })
      const failure = refuse()
      if (failure !== null) throw failure
    },
  })
  bench = openSyncBench({ clock })
  bench.pacs = pacs
  bench.sync.start()
})
afterEach(() => bench.close())

const pdf = () => draft('PDF', makeObject({ modality: 'DOC', sopClassUID: sopClass.encapsulatedPdf }).bytes)
const transaction = () => asked.at(-1)?.transactionUID ?? ''
const keeps = (sopInstanceUID: string, transactionUID = transaction()) => bench.sync.commitmentReported({ transactionUID, committed: [{ sopClassUID: sopClass.encapsulatedPdf, sopInstanceUID }], failed: [] })
const keepsNot = (sopInstanceUID: string, reason: string, transactionUID = transaction()) => bench.sync.commitmentReported({ transactionUID, committed: [], failed: [{ sopInstanceUID, reason }] })
const detail = (id: string) => bench.sync.handlers['delivery.detail']({ outboxId: id as OutboxId }, bench.context())
async function askedFor(row: ReturnType<typeof pdf>, times = 1): Promise<void> {
  await expect.poll(() => asked.length).toBe(times)
  await expect.poll(() => bench.row(row.id).state).toBe('delivered')
  await expect.poll(async () => (await detail(row.id)).attempts[0]?.outcome).toBe('ACCEPTED')
}

describe('A7 storage commitment', () => {
  it('confirms when the PACS answers for the object, and not before', async () => {
    const row = pdf()
    bench.enqueue(row)
    await askedFor(row)
    expect(asked[0]?.objects).toEqual([{ sopClassUID: sopClass.encapsulatedPdf, sopInstanceUID: row.dedupeKey }])
    expect(bench.row(row.id)).toMatchObject({ acknowledgedAt: null })
    expect(keeps(row.dedupeKey)).toBe(true)
    expect(await detail(row.id)).toMatchObject({ row: { state: 'confirmed', proof: 'COMMITMENT' }, attempts: [{ number: 1, outcome: 'CONFIRMED' }], commitments: [{ outcome: 'COMMITTED' }] })
    // The same report again, one for a transaction of nobody, one for another object: nothing changes.
    expect([keeps(row.dedupeKey), keeps(row.dedupeKey, '2.25.404'), keepsNot(row.dedupeKey, '0112')]).toEqual([false, false, false])
    expect(bench.row(row.id).state).toBe('confirmed')
  })

  it('0112 queues the row again: looked for, sent again under the same UID, asked for anew', async () => {
    const row = pdf()
    bench.enqueue(row)
    await askedFor(row)
    pacs.held.clear()
    expect(keepsNot(row.dedupeKey, '0112')).toBe(true)
    expect(bench.row(row.id)).toMatchObject({ state: 'queued', lastErrorClass: 'transient', lastProblem: { code: 'pacs/not-committed', params: { reason: '0112' } } })
    clock.advance(5000)
    await askedFor(row, 2)
    expect(pacs.stores).toEqual([row.dedupeKey, row.dedupeKey])
    expect(asked[1]?.transactionUID).not.toBe(asked[0]?.transactionUID)
    keeps(row.dedupeKey)
    expect(bench.row(row.id)).toMatchObject({ state: 'confirmed', lastProblem: null })
    expect(bench.auditTrail()).toContain(`failure PDF PACS not committed ${row.dedupeKey} 0112`)
  })

  it('without a report in time the object fetched back is the proof; a report that comes later still counts', async () => {
    const row = pdf()
    bench.enqueue(row)
    await askedFor(row)
    clock.advance(reportWaitMs)
    await bench.reaches(row.id, 'confirmed')
    expect(await detail(row.id)).toMatchObject({ row: { proof: 'FETCH_BACK' }, commitments: [{ outcome: 'SILENT' }] })
    expect(pacs.stores).toHaveLength(1)
    keeps(row.dedupeKey)
    expect((await detail(row.id)).row.proof).toBe('COMMITMENT')
  })

  it('is known by its transaction in the session after a restart', async () => {
    const row = pdf()
    bench.enqueue(row)
    await askedFor(row)
    await bench.restart()
    expect(keeps(row.dedupeKey)).toBe(true)
    expect(bench.row(row.id).state).toBe('confirmed')
  })

  it('is not waited for where the PACS has no such service, nor for a class that it commits itself to never', async () => {
    refuse = () => new ExpectedError('pacs/not-accepted', { params: { service: 'storage commitment' } })
    const one = pdf()
    bench.enqueue(one)
    await bench.reaches(one.id, 'confirmed')
    expect(await detail(one.id)).toMatchObject({ row: { proof: 'FETCH_BACK' }, commitments: [{ outcome: 'REFUSED' }] })
    refuse = () => null
    const other = { ...pdf(), studyInstanceUID: '1.2.4' }
    bench.enqueue(other)
    await askedFor(other, 2)
    keepsNot(other.dedupeKey, '0122')
    await bench.reaches(other.id, 'confirmed')
    expect((await detail(other.id)).row.proof).toBe('FETCH_BACK')
  })

  it('A6 is never asked for other bytes under the same UID', async () => {
    const row = pdf()
    pacs.held.set(row.dedupeKey, makeObject({ modality: 'DOC', accessionNumber: 'OTHER' }).bytes)
    bench.enqueue(row)
    expect(await bench.reaches(row.id, 'dead')).toMatchObject({ lastProblem: { code: 'pacs/storage-differs' } })
    expect(asked).toEqual([])
  })

  it('a question that was cut off is asked again, and the row stays delivered meanwhile', async () => {
    refuse = () => new ExpectedError('pacs/interrupted')
    const row = pdf()
    bench.enqueue(row)
    await expect.poll(() => bench.row(row.id).lastProblem?.code).toBe('pacs/interrupted')
    expect(bench.row(row.id)).toMatchObject({ state: 'delivered', acknowledgedAt: null })
    refuse = () => null
    // It may have been taken: its report is waited for.
    clock.advance(reportWaitMs)
    await bench.reaches(row.id, 'confirmed')
    expect(pacs.stores).toHaveLength(1)
  })

  it('an object that the PACS lost after it was confirmed is said so', async () => {
    const row = pdf()
    bench.enqueue(row)
    await askedFor(row)
    clock.advance(reportWaitMs)
    await bench.reaches(row.id, 'confirmed')
    keepsNot(row.dedupeKey, '0112')
    expect(bench.row(row.id)).toMatchObject({ state: 'confirmed', lastProblem: { code: 'pacs/not-committed' } })
    expect(bench.auditTrail().at(-1)).toBe(`failure PDF PACS not committed ${row.dedupeKey} 0112`)
  })
})
