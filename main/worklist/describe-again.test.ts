import { mkdtempSync, truncateSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cadReportFixture, fixtureUid, imageFixture, keyObjectsFixture, sopClassUIDs } from '../../test/fixtures/index.ts'
import { createCache, type Cache } from '../cache/index.ts'
import { openedStudy, type Account, type AccountId, type StudyInstanceUID } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import { openVault, type UnlockedVault } from '../vault/index.ts'
import { createWorklist, type WorklistRoom } from './index.ts'
import { openQuickStore } from '../../test/fixtures/quick-store.ts'

const mammogram = (name: string, more = {}) => imageFixture(name, {
  SOPClassUID: sopClassUIDs.mammography, Modality: 'MG', PresentationIntentType: 'FOR PRESENTATION', Rows: 8, Columns: 8, PixelData: new Uint16Array(64), ...more,
})
const one = mammogram('première', { ShutterShape: 'CIRCULAR', CenterOfCircularShutter: [4, 4], RadiusOfCircularShutter: 3, OperatorsName: 'MANIP^Anne' })
const other = mammogram('deuxième')
const study = String(one.dataset.StudyInstanceUID) as StudyInstanceUID
const uidOf = ({ dataset }: { dataset: { SOPInstanceUID?: unknown } }) => String(dataset.SOPInstanceUID)
const reference = (image: typeof one) => ({ sopClassUID: sopClassUIDs.mammography, sopInstanceUID: uidOf(image) })

let folder: string
let vault: UnlockedVault
let store: Store
let cache: Cache
let worklist: WorklistRoom
let blind: boolean
const account: Account = { id: '00000000-0000-4000-8000-000000000001' as AccountId, displayName: 'Lectrice', roles: ['L1'], language: 'fr' }
const acts: string[] = []
const context = {
  operation: 'study.open' as const, account, signal: new AbortController().signal,
  act: <T>(object: string, work: () => T, detail = '') => store.transaction(() => { acts.push(`${object} ${detail}`.trim()); return work() }),
}
const open = () => worklist.handlers['study.open']({ studyInstanceUID: study }, context)
const take = async (bytes: Uint8Array) => {
  async function* whole() { yield await Promise.resolve(bytes) }
  return worklist.ingest(whole(), { origin: 'import', signal: context.signal })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'binocle-'))
  vault = await openVault({ file: join(folder, 'vault.json'), cost: { N: 2, r: 8, p: 1 } }).create({ displayName: 'Lectrice', passphrase: 'douze lettres au moins', language: 'fr' })
  store = openQuickStore({ file: join(folder, 'binocle.db'), key: vault.databaseKey })
  store.transaction(() => store.prepare('INSERT INTO accounts (id, roles, created_at) VALUES (?, ?, ?)').run(account.id, '["L1"]', '2026-01-01T00:00:00.000Z'))
  cache = createCache({ dir: join(folder, 'cache'), store, vault })
  blind = false
  worklist = createWorklist({ store, cache, emit: () => undefined, now: () => new Date(), isHeld: () => false, imageArrived: () => undefined, staysBlind: () => blind })
  await take(one.part10)
  await take(other.part10)
})
afterEach(() => { cache.close(); store.close(); vault.forget() })

/** The rows as the first version of the program wrote them: without what was added to descriptors since. */
function writtenLongAgo(): void {
  const since = ['displayShutter', 'overlays', 'unreadOverlays', 'perFrame', 'lateralities', 'sourceImages', 'reasons', 'operatorsName', 'entranceDoseMGy', 'partialViewCodes', 'privateTomosynthesis', 'hasContributingSources']
  store.transaction(() => {
    for (const { sop_uid, descriptor } of store.prepare<[], { sop_uid: string; descriptor: string | null }>('SELECT sop_uid, descriptor FROM instances').all()) {
      const old = descriptor === null ? null : Object.fromEntries(Object.entries(JSON.parse(descriptor) as object).filter(([name]) => !since.includes(name)))
      store.prepare('UPDATE instances SET descriptor = ?, evidence = NULL, description_version = 0 WHERE sop_uid = ?').run(old === null ? null : JSON.stringify(old), sop_uid)
    }
  })
}

const versions = () => store.prepare<[], { description_version: number }>('SELECT DISTINCT description_version FROM instances').all().map((row) => row.description_version)

describe('a study described by an older version', () => {
  it('is described again from its cached objects when it is opened, all of it at once', async () => {
    const before = (await open()).current.images
    writtenLongAgo()
    expect((await open()).current.images).toEqual(before)
    expect(before.find((image) => image.sopInstanceUID === uidOf(one))).toMatchObject({ displayShutter: { circle: { radius: 3 } }, operatorsName: 'MANIP^Anne' })
    expect(versions()).toEqual([1])
  })

  it('names an object that can no longer be read as altered, keeps it listed, and tries it again', async () => {
    store.prepare('UPDATE studies SET in_pacs = 1').run()
    writtenLongAgo()
    const files = (await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    for (const { parentPath, name } of files) truncateSync(join(parentPath, name), 100)
    const opened = await open()
    expect(openedStudy.safeParse(opened.current).error).toBeUndefined()
    expect(opened.current.images.map((image) => image.sopInstanceUID).toSorted()).toEqual([uidOf(one), uidOf(other)].toSorted())
    expect(opened.current.images[0]).toMatchObject({ displayShutter: null, overlays: [], lateralities: { image: '', series: '', frame: '' } })
    expect(opened.current.study.locality).toBe('partial')
    expect(worklist.haveInstances(study)).toEqual(new Set())
    expect(versions()).toEqual([0])
    expect(await take(one.part10)).toMatchObject({ outcome: 'stored' })
    expect((await open()).current.images.find((image) => image.sopInstanceUID === uidOf(one))).toMatchObject({ operatorsName: 'MANIP^Anne' })
  })

  it('has the content of its rejection notes read again too', async () => {
    await take(keyObjectsFixture({ study: one.dataset, sopInstanceUID: fixtureUid('note'), title: '113001', images: [reference(other)] }).part10)
    writtenLongAgo()
    expect((await open()).current.rejected).toEqual([{ sopInstanceUID: uidOf(other), reason: 'quality' }])
  })
})

describe('M27 rejection notes', () => {
  const note = (title: string, images = [reference(other)], over = {}) => keyObjectsFixture({ study: { ...one.dataset, ...over }, sopInstanceUID: fixtureUid(`note ${title}`), title, images }).part10

  it.each([['113001', 'quality'], ['113037', 'patient-safety'], ['113038', 'wrong-worklist-entry']] as const)('%s hides what it names, and the study says so', async (title, reason) => {
    expect(await take(note(title))).toMatchObject({ outcome: 'stored' })
    const { current } = await open()
    expect(current.images.map((image) => image.sopInstanceUID)).toEqual([uidOf(one)])
    expect(current.rejected).toEqual([{ sopInstanceUID: uidOf(other), reason }])
    expect(worklist.study(study)?.images).toHaveLength(1)
  })

  it.each(['113010', '113000', '113039'])('%s hides nothing', async (title) => {
    await take(note(title))
    expect(await open()).toMatchObject({ current: { images: [{}, {}], rejected: [] } })
  })

  it('hide an image that comes after its note', async () => {
    const late = mammogram('tardive')
    await take(note('113001', [reference(late)]))
    expect((await open()).current.rejected).toEqual([])
    await take(late.part10)
    const { current } = await open()
    expect(current.images).toHaveLength(2)
    expect(current.rejected).toEqual([{ sopInstanceUID: uidOf(late), reason: 'quality' }])
  })

  it('of another study hide nothing here', async () => {
    await take(note('113001', [reference(other)], { StudyInstanceUID: fixtureUid('another study') }))
    expect((await open()).current.rejected).toEqual([])
  })

  it('that hide every image leave a study that is not opened, and say why', async () => {
    await take(note('113001', [reference(one), reference(other)]))
    await expect(open()).rejects.toMatchObject({ code: 'study/all-rejected' })
  })
})

describe('CAD results of a study', () => {
  const raw = { sopClassUID: '1.2.840.10008.5.1.4.1.1.1.2.1', sopInstanceUID: fixtureUid('raw') }
  const report = (images: { sopClassUID: string; sopInstanceUID: string }[]) => cadReportFixture({
    study: one.dataset, sopInstanceUID: fixtureUid('cad'), images, findings: images.map((_, image) => ({ kind: 'mass', intent: 'required', image, center: [2, 3] })),
  }).part10
  const cad = async () => (await worklist.handlers['study.cad']({ studyInstanceUID: study }, context)).reports

  it('are given with each finding on its image, and recorded', async () => {
    await take(report([reference(one)]))
    expect(await cad()).toMatchObject([{ sopInstanceUID: fixtureUid('cad'), state: 'succeeded-with-findings', findings: [{ sopInstanceUID: uidOf(one), center: [2, 3] }], notPlaced: 0 }])
    expect(acts).toContain(`${study} CAD`)
    expect((await open()).current.images).toHaveLength(2)
  })

  it('M31 on a raw image go to the images made from it whose places are the same; else they are counted, never guessed', async () => {
    await take(report([raw]))
    expect(await cad()).toMatchObject([{ findings: [], notPlaced: 1 }])
    const source = (sopInstanceUID: string, preserved: string | null) => [{ ReferencedSOPClassUID: raw.sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID, ...(preserved === null ? {} : { SpatialLocationsPreserved: preserved }) }]
    await take(mammogram('retournée', { SourceImageSequence: source(raw.sopInstanceUID, 'REORIENTED_ONLY') }).part10)
    await take(mammogram('muette', { SourceImageSequence: source(raw.sopInstanceUID, null) }).part10)
    await take(mammogram('autre brute', { SourceImageSequence: source(fixtureUid('other raw'), 'YES') }).part10)
    expect(await cad()).toMatchObject([{ findings: [], notPlaced: 1 }])
    const made = mammogram('traitée', { SourceImageSequence: source(raw.sopInstanceUID, 'YES') })
    await take(made.part10)
    expect(await cad()).toMatchObject([{ findings: [{ sopInstanceUID: uidOf(made), center: [2, 3] }], notPlaced: 0 }])
  })

  it('M31 on a raw image that is here but not shown are counted', async () => {
    await take(mammogram('raw', { SOPClassUID: raw.sopClassUID, SOPInstanceUID: raw.sopInstanceUID, PresentationIntentType: 'FOR PROCESSING' }).part10)
    await take(report([raw]))
    expect(await cad()).toMatchObject([{ findings: [], notPlaced: 1 }])
  })

  it('on a rejected image are counted, not given', async () => {
    await take(report([reference(other)]))
    await take(keyObjectsFixture({ study: one.dataset, sopInstanceUID: fixtureUid('note'), title: '113001', images: [reference(other)] }).part10)
    expect(await cad()).toMatchObject([{ findings: [], notPlaced: 1 }])
  })

  it('M33 are refused while the account must stay blind, and nothing of them is recorded as seen', async () => {
    await take(report([reference(one)]))
    blind = true
    const before = acts.length
    await expect(cad()).rejects.toMatchObject({ code: 'cad/blind' })
    expect(acts.length).toBe(before)
  })
})
