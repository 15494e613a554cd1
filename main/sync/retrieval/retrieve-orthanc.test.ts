/** From a real Orthanc into the real encrypted cache: byte for byte, with the prior, through cuts, stops and a PACS
 *  that goes down, and nothing half stored at any moment. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAudit } from '../../audit/index.ts'
import { createCache, type Cache } from '../../cache/index.ts'
import type { ServerEvent, StudyInstanceUID } from '../../contract/index.ts'
import { createDicomWebClient } from '../../pacs/index.ts'
import { openStore, type Store } from '../../store/index.ts'
import { openVault } from '../../vault/index.ts'
import { createWorklist, type WorklistRoom } from '../../worklist/index.ts'
import { datasetOf, makeObject, peersPresent, skipTitle, sopClass, startFaultProxy, startOrthanc, storescu, testUid, until, type FaultProxy, type OrthancPeer } from '../../../test/peers/index.ts'
import { manualClock, type ManualClock } from '../../../test/fixtures/manual-clock.ts'
import { cadReportFixture, keyObjectsFixture } from '../../../test/fixtures/index.ts'
import { openSyncBench, sourceOf, type SyncBench } from '../../../test/fixtures/sync-bench.ts'

const present = peersPresent()
const mammograms = join(import.meta.dirname, '../../../../shared/data/mg/study-4view')
const data = existsSync(mammograms) ? null : '../shared/data is absent'
const never = new AbortController().signal
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.skipIf(present.orthanc !== null)(`a study retrieved from an Orthanc${skipTitle(present.orthanc)}`, () => {
  let orthanc: OrthancPeer
  let proxy: FaultProxy
  let folder: string
  let store: Store
  let cache: Cache
  let worklist: WorklistRoom
  let bench: SyncBench
  let clock: ManualClock

  beforeAll(async () => {
    orthanc = await startOrthanc()
  })
  afterAll(() => orthanc.stop())
  beforeEach(async () => {
    proxy = await startFaultProxy(orthanc.httpPort)
    folder = mkdtempSync(join(tmpdir(), 'binocle-retrieve-'))
    clock = manualClock(Date.now())
    const vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2 ** 10, r: 8, p: 1 } }).create({ displayName: 'Lecteur', passphrase: 'treize cailloux', language: 'fr' })
    store = openStore({ file: join(folder, 'cache.db'), key: randomBytes(32) })
    cache = createCache({ dir: join(folder, 'cache'), store, vault })
    worklist = createWorklist({ store, cache, emit: () => undefined, now: clock.now, isHeld: () => false, imageArrived: () => undefined, staysBlind: () => false })
    bench = openSyncBench({ folder, store, audit: createAudit({ store }), worklist, clock })
    bench.pacs = createDicomWebClient({ url: `${proxy.url}/dicom-web`, user: orthanc.user, password: orthanc.password, certificateAuthority: '', timeouts: { connectMs: 1000, idleMs: 3000 } })
    bench.sync.start()
  })
  afterEach(async () => {
    await bench.close()
    store.close()
    await proxy.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const search = (patientID: string) =>
    bench.sync.handlers['pacs.search']({ patientID, patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, bench.context('pacs.search'))
  const start = (uid: string, withPriors = false) => bench.sync.handlers['retrieve.start']({ studyInstanceUID: uid as StudyInstanceUID, withPriors }, bench.context('retrieve.start'))
  async function ended(uid: string): Promise<Extract<ServerEvent, { type: 'retrieve.ended' }>> {
    const find = () => bench.events.findLast((event) => event.type === 'retrieve.ended' && event.studyInstanceUID === uid)
    await until(() => find() !== undefined, 'end of the retrieval', 40_000)
    const event = find()
    if (event?.type !== 'retrieve.ended') throw new Error('no end')
    return event
  }
  const jobState = () => store.prepare<[], { state: string }>('SELECT state FROM retrieve_jobs').get()?.state
  const cached = async (sop: string) => sha256(datasetOf(await cache.read(sop, null, never)))
  const filesOnDisk = () => (existsSync(join(folder, 'cache')) ? readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0)
  async function manyImages(count: number, ...more: OrthancPeer[]): Promise<{ uid: string; patientID: string; sops: string[] }> {
    const [uid, patientID] = [testUid(), `P${testUid().slice(-12)}`]
    const sops: string[] = []
    for (let n = 0; n < count; n += 1) {
      const object = makeObject({ studyInstanceUID: uid, patientID, pixels: { rows: 512, columns: 512, frames: 4, fill: (bytes) => bytes.fill(n + 1) } })
      for (const peer of [orthanc, ...more]) await peer.post('/instances', object.bytes)
      sops.push(object.sopInstanceUID)
    }
    return { uid, patientID, sops }
  }

  it.skipIf(present.dcmtk !== null || data !== null)(`comes byte for byte, with its prior and without its report${skipTitle(present.dcmtk, data)}`, async () => {
    const files = ['current', 'prior'].flatMap((name) => readdirSync(join(mammograms, name)).map((file) => join(mammograms, name, file)))
    await storescu(files, orthanc)
    expect(await search('MGPROTO-0001')).toEqual({ found: 2, added: 2, truncated: false, failed: [] })
    const rows = store.prepare<[], { study_uid: string; modalities: string; image_count: number | null }>('SELECT study_uid, modalities, image_count FROM studies ORDER BY study_date DESC').all()
    expect(rows.map(({ modalities, image_count }) => [modalities, image_count])).toEqual([['MG', null], ['MG', null]])
    const [current = '', prior = ''] = rows.map((row) => row.study_uid)
    await orthanc.post('/instances', makeObject({ studyInstanceUID: current, patientID: 'MGPROTO-0001', modality: 'SR', sopClassUID: sopClass.basicTextSr }).bytes)
    await start(current, true)
    expect(await ended(current)).toMatchObject({ outcome: 'complete', fr: '4 images récupérées.' })
    expect(await ended(prior)).toMatchObject({ outcome: 'complete', fr: '4 images récupérées.' })
    // The report counts, and is not missed.
    expect(await bench.pacs?.countInstances(current, never)).toBe(5)
    const digests: string[] = []
    for (const uid of [current, prior]) for (const sop of worklist.haveInstances(uid)) digests.push(await cached(sop))
    expect(digests.toSorted()).toEqual(files.map((file) => sha256(datasetOf(readFileSync(file)))).toSorted())
    expect([worklist.study(current)?.locality, worklist.study(prior)?.locality]).toEqual(['local', 'local'])
  })

  it('comes with its CAD results; a key object whose title this PACS does not tell is not even asked for', async () => {
    const { uid, patientID, sops } = await manyImages(2)
    const study = { StudyInstanceUID: uid, PatientID: patientID, PatientName: 'ESSAI^Rejet', StudyDate: '20250310', StudyTime: '101500', SeriesInstanceUID: testUid() }
    const images = [{ sopClassUID: sopClass.mammography, sopInstanceUID: sops[1] ?? '' }]
    const [note, selection, cad] = [testUid(), testUid(), testUid()]
    await orthanc.post('/instances', keyObjectsFixture({ study, sopInstanceUID: note, title: '113001', images }).part10)
    await orthanc.post('/instances', keyObjectsFixture({ study, sopInstanceUID: selection, title: '113000', images }).part10)
    await orthanc.post('/instances', cadReportFixture({ study, sopInstanceUID: cad, images, findings: [] }).part10)
    await search(patientID)
    await start(uid)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete', fr: '2 images récupérées.' })
    expect(worklist.haveInstances(uid)).toEqual(new Set([...sops, cad]))
    expect(proxy.requests.filter((request) => request.includes(selection) || request.includes(note))).toEqual([])
    expect(worklist.study(uid)?.images).toHaveLength(2)
  })

  it('goes on where a cut left it, and a cut object leaves nothing', async () => {
    const { uid, patientID, sops } = await manyImages(10)
    await search(patientID)
    let objects = 0
    proxy.setFault(({ path }) => {
      if (!path.includes('/series/')) return { kind: 'none' }
      objects += 1
      return objects > 5 ? { kind: 'cut', afterBytes: 300_000 } : { kind: 'none' }
    })
    await start(uid)
    await until(() => jobState() === 'retry_wait' && proxy.openSockets() === 0, 'cut')
    expect(worklist.haveInstances(uid).size).toBe(5)
    expect(cache.usage().objects).toBe(5)
    expect(filesOnDisk()).toBe(5)
    const before = [...worklist.haveInstances(uid)]
    proxy.setFault(() => ({ kind: 'none' }))
    proxy.requests.length = 0
    clock.advance(2000)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete', fr: '10 images récupérées.' })
    expect(worklist.haveInstances(uid)).toEqual(new Set(sops))
    for (const sop of before) expect(proxy.requests.filter((request) => request.endsWith(`/instances/${sop}`))).toEqual([])
  })

  it('of which the list is cut short is told to be perhaps incomplete, against the count of this PACS, until the list is whole', async () => {
    const { uid, patientID, sops } = await manyImages(3)
    await search(patientID)
    const whole = bench.pacs
    if (whole === null) throw new Error('no PACS')
    bench.pacs = { ...whole, findInstances: async (...given) => (await whole.findInstances(...given)).slice(1) }
    await start(uid)
    await until(() => jobState() === 'retry_wait', 'retry')
    const { jobs: [job] } = await bench.sync.handlers['retrieve.jobs']({}, bench.context('retrieve.jobs'))
    expect(job).toMatchObject({ received: 2, total: 2, problem: { code: 'pacs/list-short', params: { images: 2, more: 1 } } })
    expect(worklist.study(uid)?.locality).toBe('partial')
    bench.pacs = whole
    clock.advance(2000)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete', fr: '3 images récupérées.' })
    expect(worklist.haveInstances(uid)).toEqual(new Set(sops))
  })

  it('stops at once when cancelled, frees its sockets, and is taken up later', async () => {
    const { uid, patientID, sops } = await manyImages(8)
    await search(patientID)
    proxy.setFault(({ path, n }) => (path.includes('/series/') && n > 4 ? { kind: 'slow', bytesPerSecond: 200_000 } : { kind: 'none' }))
    await start(uid)
    await until(() => worklist.haveInstances(uid).size >= 1, 'some images')
    bench.sync.handlers['retrieve.cancel']({ studyInstanceUID: uid as StudyInstanceUID }, bench.context('retrieve.cancel'))
    expect(await ended(uid)).toMatchObject({ outcome: 'cancelled' })
    expect(worklist.study(uid)?.locality).toBe('partial')
    await until(() => proxy.openSockets() === 0, 'sockets freed')
    const kept = worklist.haveInstances(uid).size
    expect(kept).toBeLessThan(8)
    expect(filesOnDisk()).toBe(kept)
    proxy.setFault(() => ({ kind: 'none' }))
    bench.events.length = 0
    await start(uid)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete' })
    expect(worklist.haveInstances(uid)).toEqual(new Set(sops))
  })

  it('waits for a PACS that goes down and comes back', async () => {
    const { uid, patientID, sops } = await manyImages(3)
    await search(patientID)
    await orthanc.down()
    await start(uid)
    await until(() => jobState() === 'retry_wait', 'retry')
    expect((await bench.sync.handlers['health.get']({}, bench.context('health.get'))).pacs.reachable).toBe(false)
    await orthanc.up()
    clock.advance(2000)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete' })
    expect(worklist.haveInstances(uid)).toEqual(new Set(sops))
  })

  it('of which one of two PACS is killed in the middle comes whole from the other, and nothing that was whole is asked for again', async () => {
    const dying = await startOrthanc({ aet: 'DYING' })
    const line = await startFaultProxy(dying.httpPort)
    let isUp = true
    try {
      const { uid, patientID, sops } = await manyImages(8, dying)
      const client = (url: string, { user, password }: OrthancPeer) => createDicomWebClient({ url: `${url}/dicom-web`, user, password, certificateAuthority: '', timeouts: { connectMs: 1000, idleMs: 3000 } })
      bench.sources = [sourceOf('dying', client(line.url, dying)), sourceOf('other', client(proxy.url, orthanc))]
      await search(patientID)
      let objects = 0
      line.setFault(({ path }) => (path.includes('/series/') && (objects += 1) > 3 ? { kind: 'slow', bytesPerSecond: 60_000 } : { kind: 'none' }))
      await start(uid)
      await until(() => worklist.haveInstances(uid).size === 3, 'three images')
      const { jobs: [job] } = await bench.sync.handlers['retrieve.jobs']({}, bench.context('retrieve.jobs'))
      expect(job).toMatchObject({ source: 'DYING', state: 'running', received: 3, total: 8 })
      const kept = [...worklist.haveInstances(uid)]
      await dying.down()
      // What had left it already is lost with its connections.
      isUp = false
      await line.stop()
      expect(await ended(uid)).toMatchObject({ outcome: 'complete', fr: '8 images récupérées.' })
      expect(worklist.haveInstances(uid)).toEqual(new Set(sops))
      const asked = proxy.requests.flatMap((request) => /\/instances\/([\d.]+)$/.exec(request)?.[1] ?? [])
      expect(asked.toSorted()).toEqual(sops.filter((sop) => !kept.includes(sop)).toSorted())
      expect([cache.usage().objects, filesOnDisk()]).toEqual([8, 8])
      for (const sop of sops) expect(await cached(sop)).toBe(sha256(datasetOf(await orthanc.file(sop) ?? new Uint8Array())))
    } finally {
      if (isUp) await line.stop()
      await dying.stop()
    }
  })

  it('is received from a slow line without a time-out', async () => {
    const { uid, patientID } = await manyImages(1)
    await search(patientID)
    proxy.setFault(({ path }) => (path.includes('/series/') ? { kind: 'slow', bytesPerSecond: 250_000 } : { kind: 'none' }))
    await start(uid)
    expect(await ended(uid)).toMatchObject({ outcome: 'complete' })
  })
})
