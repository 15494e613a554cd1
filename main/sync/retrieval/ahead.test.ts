/** What is asked for before anybody asks, on a clock that stands still: the list of the day and new images, in the hours of
 *  each source and no oftener than set. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StudyQuery } from '../../pacs/index.ts'
import { until } from '../../../test/peers/index.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { fakePacs, fakeWorklist, image, remote, type FakePacs } from '../../../test/fixtures/retrieval-bench.ts'
import { openSyncBench, sourceOf, type SyncBench } from '../../../test/fixtures/sync-bench.ts'

let bench: SyncBench
let clock: ManualClock
let near: FakePacs
let list: ReturnType<typeof fakeWorklist>
let asked: StudyQuery[]
let isOpen: boolean

beforeEach(() => {
  clock = manualClock(new Date(2026, 2, 2, 3, 0).getTime())
  near = fakePacs()
  asked = []
  isOpen = true
  near.findStudies = (query) => {
    asked.push(query as StudyQuery)
    return Promise.resolve({ studies: [remote('today'), remote('report', { modalities: [] })], truncated: false })
  }
  list = fakeWorklist(() => [near])
  bench = openSyncBench({ clock, worklist: list })
  bench.sources = [sourceOf('near', near, { isOpen: () => isOpen })]
})
afterEach(() => bench.close())
const ended = (uid: string) => until(() => bench.events.some((event) => event.type === 'retrieve.ended' && event.studyInstanceUID === uid && event.outcome === 'complete'), `end of ${uid}`)
/** Time passes, a minute at a time, and whatever is due has its turn. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance(60_000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it('fetches the exams of the day and of the day before, once, and says so in the trail', async () => {
  near.contents.set('today', [image(1)])
  bench.ahead = { dayList: true, newImagesMinutes: 0 }
  bench.sync.start()
  await ended('today')
  expect(asked).toEqual([expect.objectContaining({ studyDateFrom: '2026-03-01', studyDateTo: '2026-03-02', patientID: '' })])
  expect(list.merged).toEqual(['today'])
  expect(bench.auditTrail()[0]).toBe('success exams of the day found=1 fetched=1')
  await pass(14)
  expect(asked).toHaveLength(1)
  await pass(2)
  await until(() => asked.length === 2, 'the list again')
  expect(near.fetched).toEqual(['9.1'])
})

it('asks nothing unless set, and nothing of a source outside its hours', async () => {
  bench.sync.start()
  await pass(3)
  expect(asked).toEqual([])
  bench.ahead = { dayList: true, newImagesMinutes: 5 }
  isOpen = false
  await pass(20)
  expect([asked, near.found]).toEqual([[], []])
  isOpen = true
  await pass(2)
  await until(() => asked.length === 1, 'the list')
})

it('finds new images of an exam that is here, one question in so many minutes, each exam in its turn', async () => {
  for (const [n, uid] of ['a', 'b'].entries()) {
    list.mergeRemoteStudies([remote(uid)])
    list.setLocality(uid, 'local', null)
    list.here.set(uid, new Set([`9.${n}0`]))
    near.contents.set(uid, [image(n * 10)])
    bench.store.prepare(`INSERT INTO study_sources (study_uid, source_id, seen_at) VALUES (?, 'near', '')`).run(uid)
  }
  near.contents.get('b')?.push(image(11))
  // The label as the fixture gives it: the first image of a.
  list.here.set('a', new Set(['9.0']))
  list.here.set('b', new Set(['9.10']))
  bench.ahead = { dayList: false, newImagesMinutes: 5 }
  bench.sync.start()
  await until(() => near.found.length === 1, 'the first look')
  await pass(4)
  expect(near.found).toEqual(['a'])
  await pass(2)
  await ended('b')
  expect(near.fetched).toEqual(['9.11'])
  expect(bench.auditTrail()).toContain('success new images=1 source=near')
})
