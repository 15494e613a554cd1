/** Several sources in memory, on a clock that stands still: who is asked for what, who gives way, and what a source that
 *  fails costs the others. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError, type RetrievePriority, type ServerEvent, type StudyInstanceUID } from '../../contract/index.ts'
import type { RemoteStudy, Source } from '../../pacs/index.ts'
import { until } from '../../../test/peers/index.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { fakePacs, fakeWorklist, image, remote, type FakePacs } from '../../../test/fixtures/retrieval-bench.ts'
import { openSyncBench, reader, sourceOf, type SyncBench } from '../../../test/fixtures/sync-bench.ts'

let bench: SyncBench
let clock: ManualClock
let near: FakePacs
let far: FakePacs
let list: ReturnType<typeof fakeWorklist>

beforeEach(() => {
  clock = manualClock()
  near = fakePacs()
  far = fakePacs()
  list = fakeWorklist(() => [near, far])
  bench = openSyncBench({ clock, worklist: list })
  between()
})
afterEach(() => bench.close())

/** Two sources, with what a test changes of them. */
function between(nearMore: Partial<Source> = {}, farMore: Partial<Source> = {}): void {
  bench.sources = [sourceOf('near', near, { archive: true, ...nearMore }), sourceOf('far', far, farMore)]
}
function holds(pacs: FakePacs, uid: string, count: number, first = 1): void {
  list.mergeRemoteStudies([remote(uid)])
  pacs.contents.set(uid, Array.from({ length: count }, (_, n) => image(first + n)))
  bench.store.prepare('INSERT INTO study_sources (study_uid, source_id, seen_at) VALUES (?, ?, ?)').run(uid, pacs === near ? 'near' : 'far', clock.now().toISOString())
}
const start = (uid: string, priority?: 'EMERGENCY' | 'OPEN_NOW' | 'NEXT_IN_SESSION') =>
  bench.sync.handlers['retrieve.start']({ studyInstanceUID: uid as StudyInstanceUID, withPriors: false, ...(priority === undefined ? {} : { priority }) }, bench.context('retrieve.start'))
const bring = (uid: string, priority: RetrievePriority) => { bench.store.transaction(() => { bench.sync.bring(uid, priority) }) }
const which = (uid: string | null) => ({ studyInstanceUID: uid as StudyInstanceUID | null })
const jobs = async () => (await bench.sync.handlers['retrieve.jobs']({}, bench.context())).jobs
const job = async (uid: string) => (await jobs()).find(({ studyInstanceUID }) => studyInstanceUID === uid)
type Ended = Extract<ServerEvent, { type: 'retrieve.ended' }>
const endedOnce = (uid: string) => bench.events.find((event): event is Ended => event.type === 'retrieve.ended' && event.studyInstanceUID === uid)
async function ended(uid: string): Promise<Ended> {
  await until(() => endedOnce(uid) !== undefined, `end of ${uid}`)
  return endedOnce(uid) ?? Promise.reject(new Error('no end'))
}

describe('two sources', () => {
  it('are asked side by side, each for what it holds', async () => {
    holds(near, '1', 3)
    holds(far, '2', 3, 10)
    near.fail = (uid) => (uid === '9.1' ? 'stall' : null)
    bench.sync.start()
    await start('1')
    await start('2')
    expect(await ended('2')).toMatchObject({ outcome: 'complete' })
    expect(endedOnce('1')).toBeUndefined()
    expect([near.found, far.found]).toEqual([['1'], ['2', '2']])
    expect(await job('1')).toMatchObject({ state: 'running', source: 'NEAR', received: 2, total: 3 })
  })

  it('of which one dies in the middle: the other gives the rest, and nothing is fetched twice', async () => {
    holds(near, '1', 6)
    holds(far, '1', 6)
    near.fail = (uid) => (['9.4', '9.5', '9.6'].includes(uid) ? new ExpectedError('pacs/unreachable') : null)
    bench.sync.start()
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '6 images récupérées.' })
    const all = [...near.fetched, ...far.fetched]
    expect(all.toSorted()).toEqual(['9.1', '9.2', '9.3', '9.4', '9.5', '9.6'])
    expect(far.fetched.length).toBeGreaterThan(0)
    expect(bench.auditTrail().at(-1)).toBe('success images=6/6 refused=0 source=far')
  })

  it('complete each other where one withholds an object', async () => {
    holds(near, '1', 3)
    holds(far, '1', 3)
    near.fail = (uid) => (uid === '9.2' ? new ExpectedError('pacs/answer', { params: { status: 404 } }) : null)
    bench.sync.start()
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '3 images récupérées.' })
    expect(far.fetched).toEqual(['9.2'])
  })

  it('are each named for their own failure, also while the other is at work', async () => {
    holds(near, '1', 1)
    holds(far, '1', 1)
    near.failList = new ExpectedError('pacs/timeout')
    far.fail = () => 'stall'
    bench.sync.start()
    await start('1')
    await until(async () => far.inFlight === 1 && (await job('1'))?.source === 'FAR', 'the other at work')
    expect((await job('1'))?.problem).toMatchObject({ fr: '« NEAR » n’a pas répondu dans le délai.', en: '“NEAR” did not answer in time.' })
  })

  it('that both fail are tried again later, and in the end the source is named', async () => {
    holds(near, '1', 1)
    holds(far, '1', 1)
    near.failList = new ExpectedError('pacs/unreachable')
    far.failList = new ExpectedError('pacs/timeout')
    bench.sync.start()
    await start('1')
    for (const wait of [2, 4, 8, 16, 32]) {
      await until(async () => (await job('1'))?.state === 'retry_wait', 'retry')
      clock.advance(wait * 1000)
      await until(async () => (await job('1'))?.state !== 'queued', 'taken up')
    }
    expect((await ended('1')).fr).toMatch(/^« (NEAR » ne répond pas à cette adresse|FAR » n’a pas répondu dans le délai)\.$/)
    expect(await job('1')).toMatchObject({ state: 'failed', problem: { code: expect.stringMatching(/^pacs\//) as string, fr: expect.stringMatching(/^« (NEAR|FAR) »/) as string, en: expect.stringMatching(/^“(NEAR|FAR)”/) as string } })
  })

  it('are both asked for a study that no search has seen, until one has it', async () => {
    list.mergeRemoteStudies([remote('1')])
    far.contents.set('1', [image(1)])
    bench.sync.start()
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete' })
    expect(bench.store.prepare('SELECT source_id FROM study_sources').all()).toEqual([{ source_id: 'far' }])
  })
})

describe('a list that is shorter than what is announced', () => {
  it('is held against every source: none calls the study whole, the reader is told by how much, and it is asked for again', async () => {
    holds(near, '1', 4)
    holds(far, '1', 4)
    near.announces = () => 7
    far.announces = (_, listed) => listed
    bench.sync.start()
    await start('1')
    for (const wait of [2, 4, 8, 16, 32]) {
      await until(async () => (await job('1'))?.state === 'retry_wait', 'retry')
      // Meanwhile what is here can be read, as what it is.
      expect(list.study('1')?.locality).toBe('partial')
      const due = (await job('1'))?.nextAttemptAt
      clock.advance(wait * 1000)
      await until(async () => (await job('1'))?.nextAttemptAt !== due, 'taken up')
    }
    expect(await ended('1')).toMatchObject({
      outcome: 'failed', fr: expect.stringMatching(/^Examen peut-être incomplet : « (NEAR|FAR) » annonce 3 objet\(s\) de plus qu’elle n’en liste\. Images reçues : 4\./) as string,
      en: expect.stringMatching(/^Study perhaps incomplete: “(NEAR|FAR)” announces 3 more/) as string,
    })
    expect(await job('1')).toMatchObject({ state: 'failed', received: 4, total: 4, problem: { code: 'pacs/list-short', params: { images: 4, more: 3 } } })
    expect(list.study('1')?.locality).toBe('partial')
    expect([...near.fetched, ...far.fetched]).toHaveLength(4)
    expect(bench.auditTrail().at(-1)).toMatch(/^failure pacs\/list-short/)
  })

  it('is made good by a source that lists the rest, and by the same one once its list has caught up', async () => {
    holds(near, '1', 4)
    holds(far, '1', 6)
    near.announces = () => 6
    bench.sync.start()
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '6 images récupérées.' })
    expect([...near.fetched, ...far.fetched].toSorted()).toEqual(['9.1', '9.2', '9.3', '9.4', '9.5', '9.6'])
    holds(near, '2', 1, 20)
    near.announces = () => 2
    await start('2')
    await until(async () => (await job('2'))?.state === 'retry_wait', 'retry')
    near.contents.set('2', [image(20), image(21)])
    clock.advance(2000)
    expect(await ended('2')).toMatchObject({ outcome: 'complete', fr: '2 images récupérées.' })
    expect(near.fetched.filter((uid) => uid === '9.20')).toHaveLength(1)
  })

  it('says nothing of a study with reports beside its images, nor where the source tells no number', async () => {
    holds(near, '1', 2)
    near.contents.get('1')?.push(image(3, { modality: 'SR', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.11' }))
    near.announces = () => 3
    holds(near, '2', 1, 30)
    bench.sync.start()
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '2 images récupérées.' })
    near.announces = () => null
    await start('2')
    expect(await ended('2')).toMatchObject({ outcome: 'complete' })
    near.countInstances = () => Promise.reject(new ExpectedError('pacs/answer', { params: { status: 400 } }))
    await start('2')
    await until(() => bench.events.filter((event) => event.type === 'retrieve.ended' && event.studyInstanceUID === '2' && event.outcome === 'complete').length === 2, 'second end')
  })
})

describe('priors', () => {
  it('are looked for at all sources, chosen by the rules, and come from where they lie', async () => {
    holds(near, '1', 1)
    const at = (uid: string, studyDate: string, more: Partial<RemoteStudy> = {}) => remote(uid, { studyDate, ...more })
    near.priors = [at('here', '2023-01-01')]
    far.priors = [at('there', '2021-01-01'), at('here', '2023-01-01'), at('old', '2001-01-01'), at('ct', '2024-01-01', { modalities: ['CT'] })]
    near.contents.set('here', [image(30)])
    far.contents.set('there', [image(40)])
    far.contents.set('here', [image(30)])
    bench.sync.start()
    await bench.sync.handlers['retrieve.start']({ studyInstanceUID: '1' as StudyInstanceUID, withPriors: true }, bench.context('retrieve.start'))
    for (const uid of ['1', 'here', 'there']) expect(await ended(uid)).toMatchObject({ outcome: 'complete' })
    expect(far.fetched).toContain('9.40')
    expect([...near.fetched, ...far.fetched].filter((uid) => uid === '9.30')).toHaveLength(1)
    expect(list.merged.toSorted()).toEqual(['1', 'here', 'there'])
  })

  it('of a source that is silent cost the study nothing', async () => {
    holds(near, '1', 1)
    near.priors = [remote('p', { studyDate: '2024-01-01' })]
    near.contents.set('p', [image(30)])
    far.findPriors = () => Promise.reject(new ExpectedError('pacs/unreachable'))
    bench.sync.start()
    await bench.sync.handlers['retrieve.start']({ studyInstanceUID: '1' as StudyInstanceUID, withPriors: true }, bench.context('retrieve.start'))
    for (const uid of ['1', 'p']) expect(await ended(uid)).toMatchObject({ outcome: 'complete' })
  })
})

describe('a more urgent study', () => {
  it('takes the places of the line at once; the other goes on after it and fetches nothing twice', async () => {
    holds(near, 'slow', 6)
    holds(near, 'now', 2, 20)
    const stalled = new Set(['9.1', '9.2', '9.3', '9.4'])
    near.fail = (uid) => (stalled.delete(uid) ? 'stall' : null)
    bench.sync.start()
    bring('slow', 'BACKGROUND')
    await until(() => stalled.size === 0, 'all places taken')
    await start('now', 'EMERGENCY')
    expect(await ended('now')).toMatchObject({ outcome: 'complete' })
    expect(near.fetched.slice(0, 2).toSorted()).toEqual(['9.20', '9.21'])
    expect(await ended('slow')).toMatchObject({ outcome: 'complete', fr: '6 images récupérées.' })
    expect(near.fetched).toHaveLength(8)
  })

  it('is said to be what the other gives way to, and a waiting one that a reader opens is raised', async () => {
    holds(near, 'a', 1)
    holds(near, 'b', 1, 10)
    holds(near, 'c', 1, 20)
    near.fail = (uid) => (uid === '9.1' || uid === '9.20' ? 'stall' : null)
    bench.sync.start()
    bring('a', 'TODAY')
    await until(() => near.inFlight === 1, 'first in flight')
    bring('b', 'BACKGROUND')
    bring('c', 'BACKGROUND')
    await start('c')
    await until(async () => (await job('c'))?.state === 'running', 'c taken up')
    expect((await jobs()).map(({ studyInstanceUID, priority, givesWay }) => [studyInstanceUID, priority, givesWay])).toEqual([['c', 'OPEN_NOW', false], ['a', 'TODAY', true], ['b', 'BACKGROUND', false]])
    await bench.sync.handlers['retrieve.cancel'](which('c'), bench.context('retrieve.cancel'))
    await ended('c')
    await until(async () => (await job('a'))?.givesWay === false, 'a goes on')
  })

  it('on its way already is raised where it is: what ran before it stands aside', async () => {
    holds(near, 'a', 1)
    holds(near, 'b', 1, 10)
    near.fail = () => 'stall'
    bench.sync.start()
    bring('b', 'TODAY')
    await until(async () => (await job('b'))?.state === 'running', 'b')
    await start('a', 'NEXT_IN_SESSION')
    await until(async () => (await job('a'))?.state === 'running', 'a')
    await start('b', 'EMERGENCY')
    expect((await jobs()).map(({ studyInstanceUID, givesWay }) => [studyInstanceUID, givesWay])).toEqual([['b', false], ['a', true]])
  })
})

describe('a line', () => {
  it('keeps its budget of bytes, and one of 20 KB/s does not slow the other', async () => {
    between({}, { bytesPerSecond: 20_000 })
    holds(near, 'fast', 20)
    holds(far, 'thin', 4, 100)
    const big = new Uint8Array(20_000)
    far.bytes = () => big
    bench.sync.start()
    await start('thin')
    await start('fast')
    expect(await ended('fast')).toMatchObject({ outcome: 'complete', fr: '20 images récupérées.' })
    expect(far.fetched.length).toBeLessThan(4)
    let seconds = 0
    while (endedOnce('thin') === undefined) {
      clock.advance(250)
      seconds += 0.25
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (seconds > 60) throw new Error('the thin line never ends')
    }
    // 80,000 bytes at 20,000 bytes per second, on the clock of the test.
    expect(seconds).toBeGreaterThanOrEqual(3)
    expect(endedOnce('thin')).toMatchObject({ outcome: 'complete' })
  })

  it('carries as many objects at once as its source allows', async () => {
    between({ parallel: 2 })
    holds(near, '1', 8)
    bench.sync.start()
    await start('1')
    await ended('1')
    expect(near.mostInFlight).toBe(2)
  })

  it('outside the hours of its source carries what a reader asks for now, and the rest when it opens', async () => {
    let isOpen = false
    between({ isOpen: () => isOpen })
    holds(near, 'later', 1)
    holds(near, 'now', 1, 10)
    bench.sync.start()
    bring('later', 'TODAY')
    await start('now')
    expect(await ended('now')).toMatchObject({ outcome: 'complete' })
    expect(await job('later')).toMatchObject({ state: 'queued' })
    isOpen = true
    clock.advance(60_000)
    expect(await ended('later')).toMatchObject({ outcome: 'complete' })
  })

  it('stops what nobody waits for when the hours of its source end, and keeps what came', async () => {
    let isOpen = true
    between({ isOpen: () => isOpen, parallel: 1 })
    holds(near, 'later', 3)
    near.fail = () => {
      isOpen = false
      return null
    }
    bench.sync.start()
    bring('later', 'BACKGROUND')
    await until(async () => (await job('later'))?.state === 'queued' && near.fetched.length > 0, 'postponed')
    expect(near.fetched).toEqual(['9.1'])
    near.fail = () => null
    isOpen = true
    clock.advance(60_000)
    expect(await ended('later')).toMatchObject({ outcome: 'complete' })
    expect(near.fetched).toEqual(['9.1', '9.2', '9.3'])
  })
})

describe('a reader', () => {
  it('pauses one retrieval and takes it up again; what is complete stays', async () => {
    holds(near, '1', 3)
    near.fail = (uid) => (uid === '9.3' ? 'stall' : null)
    bench.sync.start()
    await start('1')
    await until(() => list.haveInstances('1').size === 2, 'two images')
    await bench.sync.handlers['retrieve.pause'](which('1'), bench.context('retrieve.pause'))
    await until(async () => near.inFlight === 0 && (await job('1'))?.received === 2, 'socket freed')
    expect(await job('1')).toMatchObject({ state: 'paused', received: 2, total: 3, bytesPerSecond: null })
    expect(list.study('1')?.locality).toBe('partial')
    expect(bench.sync.holds('1')).toBe(true)
    near.fail = () => null
    await bench.sync.handlers['retrieve.resume'](which('1'), bench.context('retrieve.resume'))
    expect(await ended('1')).toMatchObject({ outcome: 'complete' })
    expect(near.fetched.toSorted()).toEqual(['9.1', '9.2', '9.3'])
  })

  it('pauses and cancels all at once', async () => {
    for (const [n, uid] of ['1', '2', '3'].entries()) holds(n === 1 ? far : near, uid, 1, n * 10)
    near.fail = far.fail = () => 'stall'
    bench.sync.start()
    for (const uid of ['1', '2', '3']) await start(uid)
    await until(() => near.inFlight === 1 && far.inFlight === 1, 'both at work')
    await bench.sync.handlers['retrieve.pause'](which(null), bench.context('retrieve.pause'))
    await until(() => near.inFlight === 0 && far.inFlight === 0, 'all stopped')
    expect((await jobs()).map(({ state }) => state)).toEqual(['paused', 'paused', 'paused'])
    await bench.sync.handlers['retrieve.cancel'](which(null), bench.context('retrieve.cancel'))
    expect(await jobs()).toEqual([])
    expect(bench.auditTrail()).toContain('success retrieve.cancel cancel all=3')
  })

  it('sees what another asked for as something that comes by itself, and none of their failures', async () => {
    holds(near, '1', 1)
    holds(far, '2', 1, 10)
    near.fail = (uid) => (uid === '9.1' ? 'stall' : null)
    far.failList = new ExpectedError('pacs/refused')
    bench.sync.start()
    await start('1', 'EMERGENCY')
    await start('2')
    await until(() => near.inFlight === 1, 'at work')
    expect(await ended('2')).toMatchObject({ outcome: 'failed' })
    expect(await jobs()).toHaveLength(2)
    bench.account = reader(['L2'])
    const [seen, ...more] = await jobs()
    expect(more).toEqual([])
    expect(seen).toMatchObject({ studyInstanceUID: '1', priority: 'BACKGROUND' })
    expect(JSON.stringify(seen)).not.toMatch(/requested|EMERGENCY|Lectrice/)
  })
})

describe('a search', () => {
  const query = { patientID: '1', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
  const search = () => bench.sync.handlers['pacs.search'](query, bench.context('pacs.search'))

  it('asks all sources, tells each study once and remembers who holds it', async () => {
    far.findStudies = () => Promise.resolve({ studies: [remote('found.1'), remote('only.far')], truncated: false })
    expect(await search()).toEqual({ found: 2, added: 2, truncated: false, failed: [] })
    expect(bench.store.prepare('SELECT study_uid, source_id FROM study_sources ORDER BY 1, 2').all()).toEqual([
      { study_uid: 'found.1', source_id: 'far' }, { study_uid: 'found.1', source_id: 'near' }, { study_uid: 'only.far', source_id: 'far' },
    ])
  })

  it('names the source that is silent and gives what the others answered', async () => {
    far.findStudies = () => Promise.reject(new ExpectedError('pacs/unreachable'))
    expect(await search()).toMatchObject({ found: 1, failed: [{ source: 'FAR', problem: { code: 'pacs/unreachable' } }] })
    expect(bench.auditTrail().at(-1)).toBe('success pacs.search found=1 silent=1')
  })

  it('fails when none answers', async () => {
    near.findStudies = far.findStudies = () => Promise.reject(new ExpectedError('pacs/unreachable'))
    await expect(search()).rejects.toMatchObject({ code: 'pacs/unreachable' })
  })
})
