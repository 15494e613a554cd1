/** An urgent report that is not confirmed five minutes after its signature raises an alarm that stays. */
import { afterEach, describe, expect, it } from 'vitest'
import { ExpectedError, type ReportId } from '../../contract/index.ts'
import { fakePacs, fakeRis, type FakePacs } from '../../../test/fixtures/fake-peers.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { draft, openSyncBench, reader, type SyncBench } from '../../../test/fixtures/sync-bench.ts'
import { makeObject } from '../../../test/peers/index.ts'

const minute = 60_000
const reportId = '00000000-0000-4000-8000-00000000000a' as ReportId
let bench: SyncBench
let clock: ManualClock
let pacs: FakePacs
function begin(): void {
  clock = manualClock()
  pacs = fakePacs()
  bench = openSyncBench({ clock, isUrgent: (study) => study === '1.2.9', callBack: (study) => (study === '1.2.9' ? '02 31 00 00 00' : null) })
  Object.assign(bench, { pacs, ris: fakeRis() })
  bench.sync.start()
}
afterEach(() => bench.close())
const sr = (more: Parameters<typeof draft>[2] = {}) => draft('SR', makeObject({ modality: 'SR' }).bytes, { reportId, studyInstanceUID: '1.2.9', ...more })
const alarms = async () => (await bench.sync.handlers['delivery.alarms']({}, bench.context())).alarms
const health = () => bench.sync.handlers['health.get']({}, bench.context('health.get'))
const settled = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('the alarm', () => {
  it('is raised five minutes after the signature of a report whose order is urgent: once on record, to the window, with whom to call', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    bench.enqueue(sr(), draft('ORU', Buffer.from('MSH'), { reportId, studyInstanceUID: '1.2.9' }))
    clock.advance(5 * minute - 1)
    await settled()
    expect(await alarms()).toEqual([])
    bench.events.length = 0
    clock.advance(1)
    await expect.poll(alarms).toMatchObject([{ reportId, urgent: true, open: 2, callBack: '02 31 00 00 00', answered: null, signedAt: '2026-03-02T09:00:00.000Z', raisedAt: '2026-03-02T09:05:00.000Z' }])
    expect(bench.events).toContainEqual({ type: 'delivery.changed' })
    expect(await health()).toMatchObject({ urgentAlarms: 1, lateReports: 1 })
    clock.advance(60 * minute)
    await bench.restart()
    await settled()
    expect(bench.auditTrail().filter((line) => line.includes('not confirmed'))).toEqual(['failure urgent report not confirmed after 5 min'])
    pacs.fail = () => null
    clock.advance(15 * minute)
    await expect.poll(alarms).toEqual([])
    expect(await health()).toMatchObject({ urgentAlarms: 0, lateReports: 0, pendingDeliveries: 0 })
  })

  it('is not raised for what was confirmed in time, for marks, for letters, nor for what waits for a reveal', async () => {
    begin()
    const row = sr()
    bench.enqueue(row)
    await bench.reaches(row.id, 'confirmed')
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    const held = sr({ held: true, reportId: '00000000-0000-4000-8000-00000000000b' })
    bench.enqueue(draft('KOS', makeObject().bytes, { reportId, studyInstanceUID: '1.2.9' }), draft('EXCHANGE', makeObject().bytes, { reportId: null, studyInstanceUID: '1.2.9' }), held)
    clock.advance(120 * minute)
    await settled()
    expect(await alarms()).toEqual([])
    // Let go, it has its five minutes from then on.
    bench.store.transaction(() => bench.sync.outbox.letGo('1.2.9'))
    clock.advance(5 * minute - 1)
    await settled()
    expect(await alarms()).toEqual([])
    clock.advance(1)
    await expect.poll(alarms).toMatchObject([{ reportId: held.reportId }])
  })

  it('of a report that is not urgent comes after an hour, and more quietly; a reader may call one urgent', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    bench.enqueue(sr({ studyInstanceUID: '1.2.1' }), sr({ studyInstanceUID: '1.2.2', reportId: '00000000-0000-4000-8000-00000000000c', urgent: true }))
    clock.advance(5 * minute)
    await expect.poll(alarms).toMatchObject([{ studyInstanceUID: '1.2.2', urgent: true, callBack: null }])
    clock.advance(55 * minute)
    await expect.poll(async () => (await alarms()).length).toBe(2)
    expect(await health()).toMatchObject({ urgentAlarms: 1, lateReports: 2 })
  })

  it('is silenced by whoever told the requester otherwise, on record; the delivery goes on', async () => {
    begin()
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    const row = sr()
    bench.enqueue(row)
    clock.advance(5 * minute)
    await expect.poll(async () => (await alarms()).length).toBe(1)
    await bench.sync.handlers['delivery.answerAlarm']({ reportId, how: 'Résultat dit au prescripteur, relu' }, bench.context('delivery.answerAlarm'))
    expect(await alarms()).toMatchObject([{ answered: { how: 'Résultat dit au prescripteur, relu' } }])
    expect(await health()).toMatchObject({ urgentAlarms: 0, lateReports: 1 })
    expect(bench.auditTrail().at(-1)).toBe('success delivery.answerAlarm requester told by other means')
    pacs.fail = () => null
    clock.advance(15 * minute)
    await bench.reaches(row.id, 'confirmed')
  })

  it('of a report that is masked is told to nobody who may not know of it', async () => {
    begin()
    bench.masked.add(reportId)
    pacs.fail = () => new ExpectedError('pacs/answer', { params: { status: 503 } })
    bench.enqueue(sr())
    clock.advance(5 * minute)
    await expect.poll(() => bench.auditTrail().some((line) => line.includes('not confirmed'))).toBe(true)
    expect([await alarms(), bench.events.filter(({ type }) => type === 'delivery.changed')]).toEqual([[], []])
    expect(await health()).toMatchObject({ urgentAlarms: 0, lateReports: 0 })
    await expect(async () => bench.sync.handlers['delivery.answerAlarm']({ reportId, how: 'essai' }, bench.context())).rejects.toMatchObject({ code: 'request/not-found' })
    bench.account = reader(['ADMIN'])
    expect(await alarms()).toHaveLength(1)
  })
})
