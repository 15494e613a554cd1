/** Retrieval jobs with a PACS that answers as it is told: what is fetched, in which order, what is said, and what a
 *  cancel, a failure or the end of the process leaves behind. */
import { afterEach, describe, expect, it } from 'vitest'
import { ExpectedError, type ServerEvent, type StudyInstanceUID } from '../../contract/index.ts'
import type { RemoteInstance } from '../../pacs/index.ts'
import { sopClass, until } from '../../../test/peers/index.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { fakePacs, fakeWorklist, image, remote, type FakePacs } from '../../../test/fixtures/retrieval-bench.ts'
import { openSyncBench, type SyncBench } from '../../../test/fixtures/sync-bench.ts'

let bench: SyncBench
let clock: ManualClock
let pacs: FakePacs
let list: ReturnType<typeof fakeWorklist>

function begin(): void {
  clock = manualClock()
  pacs = fakePacs()
  list = fakeWorklist(() => [pacs])
  for (const uid of ['1', '2']) list.mergeRemoteStudies([remote(uid)])
  list.merged.length = 0
  bench = openSyncBench({ clock, worklist: list })
  bench.pacs = pacs
  bench.sync.start()
}
afterEach(() => bench.close())

const start = (uid: string, withPriors = false) => bench.sync.handlers['retrieve.start']({ studyInstanceUID: uid as StudyInstanceUID, withPriors }, bench.context('retrieve.start'))
const cancel = (uid: string) => bench.sync.handlers['retrieve.cancel']({ studyInstanceUID: uid as StudyInstanceUID }, bench.context('retrieve.cancel'))
type Ended = Extract<ServerEvent, { type: 'retrieve.ended' }>
async function ended(uid: string, count = 1): Promise<Ended> {
  const all = () => bench.events.filter((event): event is Ended => event.type === 'retrieve.ended' && event.studyInstanceUID === uid)
  await until(() => all().length >= count, `end of ${uid}`)
  return all()[count - 1] ?? Promise.reject(new Error('no end'))
}
const state = (uid: string) => bench.store.prepare<[string], { state: string }>('SELECT state FROM retrieve_jobs WHERE study_instance_uid = ?').get(uid)?.state

describe('a retrieval', () => {
  it('fetches the images, several at a time, and says how far it is and that it is done', async () => {
    begin()
    pacs.contents.set('1', Array.from({ length: 12 }, (_, n) => image(n)))
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '12 images récupérées.', en: '12 images retrieved.' })
    expect(new Set(pacs.fetched).size).toBe(12)
    expect([pacs.mostInFlight, pacs.inFlight]).toEqual([4, 0])
    expect(list.localities.at(0)).toBe('1 retrieving')
    expect(list.localities.at(-1)).toBe('1 local')
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'retrieve.progress', studyInstanceUID: '1', received: 12, total: 12, unit: 'images' }))
    expect(bench.auditTrail()).toEqual(['success retrieve.start', 'success images=12/12 refused=0 source=pacs'])
    expect(bench.sync.holds('1')).toBe(false)
  })

  describe('of what belongs to images', () => {
    const keyObjects = (n: number): RemoteInstance => image(n, { sopClassUID: '1.2.840.10008.5.1.4.1.1.88.59', modality: 'KO' })
    const cad = image(50, { sopClassUID: '1.2.840.10008.5.1.4.1.1.88.50', modality: 'SR' })
    const title = (value: string, scheme = 'DCM') => ({ value, scheme })

    it('M27 brings rejection notes and CAD results, uncounted, and no other report or key object', async () => {
      begin()
      const reports = [image(60, { sopClassUID: sopClass.basicTextSr, modality: 'SR' }), image(61, { sopClassUID: '1.2.840.10008.5.1.4.1.1.11.1', modality: 'PR' }), image(62, { sopClassUID: '1.2.840.10008.5.1.4.1.1.88.33', modality: 'SR' })]
      pacs.contents.set('1', [image(1), keyObjects(40), keyObjects(41), keyObjects(42), keyObjects(43), keyObjects(44), keyObjects(45), cad, ...reports])
      pacs.titles = new Map([['9.40', title('113001')], ['9.41', title('113037')], ['9.42', title('113038')], ['9.43', title('113000')], ['9.44', title('113010')], ['9.45', title('113001', '99OTHER')]])
      await start('1')
      expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '1 image récupérée.' })
      expect(pacs.fetched.toSorted()).toEqual(['9.1', '9.40', '9.41', '9.42', '9.50'])
      expect(bench.auditTrail()).toContain('success images=1/1 refused=0 source=pacs')
    })

    it('M27 leaves a key object whose title the PACS does not tell, or cannot be asked for', async () => {
      begin()
      pacs.contents.set('1', [image(1), keyObjects(40)])
      pacs.failTitles = new ExpectedError('pacs/answer', { params: { status: 400 } })
      await start('1')
      expect(await ended('1')).toMatchObject({ outcome: 'complete' })
      pacs.failTitles = null
      await start('1')
      await ended('1', 2)
      expect(pacs.fetched).toEqual(['9.1'])
      expect(pacs.askedTitles).toBe(2)
    })

    it('asks for no titles where there are no key objects', async () => {
      begin()
      pacs.contents.set('1', [image(1), cad])
      await start('1')
      await ended('1')
      expect(pacs.askedTitles).toBe(0)
      expect(pacs.fetched).toEqual(['9.1', '9.50'])
    })
  })

  it('says its progress at most five times a second', async () => {
    begin()
    pacs.contents.set('1', Array.from({ length: 50 }, (_, n) => image(n)))
    await start('1')
    await ended('1')
    // The clock stood still: the first and the last count only.
    expect(bench.events.filter((event) => event.type === 'retrieve.progress')).toHaveLength(2)
  })

  it('leaves reports, key objects and presentation states where they are, and does not count them', async () => {
    begin()
    pacs.contents.set('1', [
      image(1), image(2, { modality: 'SR', sopClassUID: sopClass.basicTextSr }), image(3, { modality: 'DOC', sopClassUID: sopClass.encapsulatedPdf }),
      image(4, { modality: 'KO', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.59' }), image(5, { modality: 'PR', sopClassUID: '1.2.840.10008.5.1.4.1.1.11.1' }),
      // Mislabelled by the PACS, or not labelled at all: the class decides.
      image(6, { modality: 'MG', sopClassUID: sopClass.basicTextSr }), image(7, { modality: '', sopClassUID: sopClass.basicTextSr }), image(8, { modality: '' }),
      image(9, { modality: 'ECG', sopClassUID: '1.2.840.10008.5.1.4.1.1.9.1.1' }),
    ])
    await start('1')
    await ended('1')
    expect(pacs.fetched.toSorted()).toEqual(['9.1', '9.8', '9.9'])
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'retrieve.progress', studyInstanceUID: '1', received: 3, total: 3, unit: 'images' }))
  })

  it('fetches only what is missing', async () => {
    begin()
    pacs.contents.set('1', [image(1), image(2), image(3)])
    list.here.set('1', new Set(['9.1', '9.3']))
    await start('1')
    await ended('1')
    expect(pacs.fetched).toEqual(['9.2'])
  })

  it('goes on by itself after a cut, with what is complete kept', async () => {
    begin()
    pacs.contents.set('1', [1, 2, 3, 4, 5, 6].map((n) => image(n)))
    let cut = true
    pacs.fail = (uid) => {
      if (uid !== '9.5' || !cut) return null
      cut = false
      return new ExpectedError('pacs/interrupted')
    }
    await start('1')
    await until(() => state('1') === 'retry_wait', 'retry')
    expect(list.haveInstances('1').size).toBeGreaterThanOrEqual(4)
    expect(list.haveInstances('1').has('9.5')).toBe(false)
    expect(list.study('1')?.locality).toBe('retrieving')
    clock.advance(2000)
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: '6 images récupérées.' })
    expect(pacs.fetched.filter((uid) => uid === '9.1')).toHaveLength(1)
  })

  it('gives up after six failures in a row and says why', async () => {
    begin()
    pacs.failList = new ExpectedError('pacs/unreachable')
    await start('1')
    for (const wait of [2, 4, 8, 16, 32]) {
      await until(() => state('1') === 'retry_wait', 'retry')
      clock.advance(wait * 1000)
      await until(() => state('1') !== 'queued', 'taken up')
    }
    expect(await ended('1')).toMatchObject({ outcome: 'failed', fr: '« PACS » ne répond pas à cette adresse.', en: '“PACS” does not answer at this address.' })
    expect(list.localities.at(-1)).toBe('1 remote')
    expect(bench.auditTrail().at(-1)).toBe('failure pacs/unreachable source=pacs')
    pacs.failList = null
    pacs.contents.set('1', [image(1)])
    await start('1')
    expect(await ended('1', 2)).toMatchObject({ outcome: 'complete', fr: '1 image récupérée.' })
  })

  it.each(['pacs/refused', 'pacs/certificate'] as const)('ends at once at %s', async (code) => {
    begin()
    pacs.failList = new ExpectedError(code, { params: { raison: 'r', reason: 'r' } })
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'failed' })
  })

  it('says that a study holds no images, and does not say what else it holds', async () => {
    begin()
    pacs.contents.set('1', [image(1, { modality: 'SR', sopClassUID: sopClass.basicTextSr })])
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'failed', fr: 'Cet examen ne contient aucune image que Binocle sache montrer.' })
  })

  it('keeps the rest when one object is refused or withheld, and names the reason', async () => {
    begin()
    pacs.contents.set('1', [image(1), image(2), image(3)])
    list.refuse.add('9.2')
    pacs.fail = (uid) => (uid === '9.3' ? new ExpectedError('pacs/answer', { params: { status: 404 } }) : null)
    await start('1')
    expect(await ended('1')).toMatchObject({ outcome: 'complete', fr: expect.stringMatching(/^1 sur 3 récupérées ; refusées : 2\. /) as string })
    expect(list.localities.at(-1)).toBe('1 partial')
  })

  it('is refused for an unknown study and without a PACS', async () => {
    begin()
    await expect(async () => start('7')).rejects.toMatchObject({ code: 'request/not-found' })
    bench.pacs = null
    await expect(async () => start('1')).rejects.toMatchObject({ code: 'pacs/not-configured' })
  })
})

describe('priors', () => {
  it('come after the study, three at most, and no reader’s request waits behind them', async () => {
    begin()
    pacs.priors = ['p1', 'p2', 'p3', 'p4'].map((uid) => remote(uid))
    for (const [uid, n] of [['1', 1], ['p1', 2], ['p2', 3], ['p3', 4], ['2', 5]] as const) pacs.contents.set(uid, [image(n)])
    pacs.fail = (uid) => (uid === '9.1' ? 'stall' : null)
    await start('1', true)
    await until(() => pacs.inFlight === 1, 'study in progress')
    expect(list.merged).toEqual(['p1', 'p2', 'p3'])
    expect(list.study('p1')?.locality).toBe('retrieving')
    await start('2')
    cancel('1')
    for (const uid of ['1', '2', 'p1', 'p2', 'p3']) await ended(uid)
    expect(pacs.found).toEqual(['1', '2', '2', 'p1', 'p1', 'p2', 'p2', 'p3', 'p3'])
    expect(bench.sync.holds('p3')).toBe(false)
  })

  it('that are here already are not asked for', async () => {
    begin()
    pacs.priors = [remote('p1')]
    list.mergeRemoteStudies([remote('p1')])
    list.setLocality('p1', 'local', null)
    pacs.contents.set('1', [image(1)])
    await start('1', true)
    await ended('1')
    expect(state('p1')).toBeUndefined()
  })
})

describe('a retrieval that is stopped', () => {
  it('by the reader frees its streams, keeps what is complete, and can be taken up', async () => {
    begin()
    pacs.contents.set('1', [1, 2, 3].map((n) => image(n)))
    pacs.fail = (uid) => (uid === '9.3' ? 'stall' : null)
    await start('1')
    await until(() => list.haveInstances('1').size === 2, 'two images')
    cancel('1')
    expect(await ended('1')).toMatchObject({ outcome: 'cancelled', fr: 'Récupération arrêtée. Les images complètes sont gardées.' })
    expect([pacs.inFlight, state('1'), list.localities.at(-1)]).toEqual([0, 'cancelled', '1 partial'])
    await expect(async () => cancel('1')).rejects.toMatchObject({ code: 'request/not-found' })
    pacs.fail = () => null
    await start('1')
    expect(await ended('1', 2)).toMatchObject({ outcome: 'complete' })
    expect(pacs.fetched.toSorted()).toEqual(['9.1', '9.2', '9.3'])
  })

  it('by the reader while it waits to try again ends at once', async () => {
    begin()
    pacs.failList = new ExpectedError('pacs/timeout')
    await start('1')
    await until(() => state('1') === 'retry_wait', 'retry')
    cancel('1')
    expect(await ended('1')).toMatchObject({ outcome: 'cancelled' })
    expect(list.localities.at(-1)).toBe('1 remote')
  })

  it('by the end of the session goes on with the next', async () => {
    begin()
    pacs.contents.set('1', [1, 2].map((n) => image(n)))
    pacs.fail = (uid) => (uid === '9.2' ? 'stall' : null)
    await start('1')
    await until(() => list.haveInstances('1').size === 1, 'one image')
    await bench.sync.stop()
    expect([pacs.inFlight, state('1')]).toEqual([0, 'queued'])
    expect(bench.sync.holds('1')).toBe(true)
    pacs.fail = () => null
    await bench.restart()
    expect(await ended('1')).toMatchObject({ outcome: 'complete' })
    expect(pacs.fetched).toEqual(['9.1', '9.2'])
  })

  it('or that fails leaves a study that is whole here as it was', async () => {
    begin()
    list.here.set('1', new Set(['9.1']))
    list.setLocality('1', 'local', null)
    await start('1')
    // Imported: the PACS has nothing of it.
    expect(await ended('1')).toMatchObject({ outcome: 'failed' })
    expect(list.study('1')?.locality).toBe('local')
    pacs.failList = new ExpectedError('pacs/unreachable')
    await start('1')
    await until(() => state('1') === 'retry_wait', 'retry')
    cancel('1')
    expect(await ended('1', 2)).toMatchObject({ outcome: 'cancelled' })
    expect(list.study('1')?.locality).toBe('local')
  })

  it('by nothing when its lease cannot be renewed because the disk is full', async () => {
    begin()
    pacs.contents.set('1', [image(1)])
    let arrive = () => undefined as void
    const opened = new Date(clock.now().getTime() + 1)
    pacs.findInstances = async (uid) => {
      if (clock.now() < opened) await new Promise<void>((resolve) => { arrive = resolve })
      return pacs.contents.get(uid) ?? []
    }
    await start('1')
    await until(() => state('1') === 'running', 'lease')
    bench.store.prepare(`CREATE TRIGGER full BEFORE UPDATE ON retrieve_jobs BEGIN SELECT RAISE(ABORT, 'as if full'); END`).run()
    expect(() => { clock.advance(5_000) }).not.toThrow()
    expect(bench.bugs).toHaveLength(1)
    bench.store.prepare('DROP TRIGGER full').run()
    arrive()
    expect(await ended('1')).toMatchObject({ outcome: 'complete' })
  })

  it('by a kill is taken up when its lease has run out', async () => {
    begin()
    await bench.sync.stop()
    pacs.contents.set('1', [image(1)])
    await start('1')
    bench.store.prepare(`UPDATE retrieve_jobs SET state = 'running', lease_until = ?`).run(new Date(clock.now().getTime() + 15_000).toISOString())
    await bench.restart()
    clock.advance(15_000)
    expect(await ended('1')).toMatchObject({ outcome: 'complete' })
  })
})

describe('a search', () => {
  it('merges what the PACS answers and tells how much, without a word of patients in the audit', async () => {
    begin()
    const query = { patientID: 'SECRET', patientName: 'NAME', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
    expect(await bench.sync.handlers['pacs.search'](query, bench.context('pacs.search'))).toEqual({ found: 1, added: 1, truncated: false, failed: [] })
    expect(list.merged).toEqual(['found.SECRET'])
    expect(bench.auditTrail()).toEqual(['success pacs.search found=1'])
    bench.pacs = null
    await expect(async () => bench.sync.handlers['pacs.search'](query, bench.context('pacs.search'))).rejects.toMatchObject({ code: 'pacs/not-configured' })
  })
})
