/** Nobody learns a blind opinion before its reveal: an administrator with the database and the own key, a second account
 *  of the same console, and an operator with everything that lies in the PACS each try (`early-reader.ts`). The same
 *  attempts succeed where they must, so that a silence means something. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Avis, Reading } from '../../main/contract/index.ts'
import { version, write } from '../fixtures/reading-acts.ts'
import { openReadingConsole, passphrase, placeStudy, type ReadingConsole, type Seat } from '../fixtures/reading-console.ts'
import { negativeAvis, screeningStudy } from '../fixtures/signed-readings.ts'
import { peersPresent, skipTitle, startOrthanc } from '../peers/index.ts'
import { readEarly } from './early-reader.ts'

const words = ['SENTINELLE-OBSIDIENNE', 'SENTINELLE-FELDSPATH']
const firstAvis: Avis = {
  ...negativeAvis, commentaire: words[0] ?? '',
  anomalies: [{ id: 'a7b1c2d3-0000-4000-8000-00000000f1a9', cote: 'G', type: 'AUTRE', quadrant: 'QII', schemaFace: { x: 0.6, y: 0.3 }, schemaProfil: null, reperes: [], tailleMm: 7, precision: words[1] ?? '' }],
}
const secondWord = 'SENTINELLE-MALACHITE'

interface Scene { readonly open: ReadingConsole; readonly admin: Seat; readonly one: Seat; readonly two: Seat; readonly coordinator: Seat | null; frozen: Reading | null }

async function play(coordinated: boolean): Promise<Scene> {
  const open = await openReadingConsole()
  const coordinator = coordinated ? await open.seat('Coordination', 'COORDINATOR') : null
  const [admin, one, two] = [await open.seat('Administrateur', 'ADMIN'), await open.seat('Lecteur Un', 'L1'), await open.seat('Lectrice Deux', 'L2')]
  placeStudy(open, screeningStudy)
  const draft = await write(one, firstAvis)
  await one.call('reading.sign', { ...version(draft), passphrase })
  return { open, admin, one, two, coordinator, frozen: null }
}
/** All that an account of the console reaches: the profile's files, the database, the queued payloads, the own keys. */
const asAccount = ({ open }: Scene, { account }: Seat, sought: readonly string[] = words) => readEarly({
  folders: [open.folder], store: open.store, bytes: open.drafts.map(({ sealedPayload }) => Buffer.from(sealedPayload)),
  account: { vaultFile: `${open.folder}/vault.json`, id: account.id, passphrase },
}, sought)

describe('V2 V3 V4 who tries to read a blind opinion early, where a coordinator keeps the centre’s key', () => {
  let scene: Scene
  beforeAll(async () => { scene = await play(true) })
  afterAll(() => scene.open.close())

  it('learns nothing as an administrator with the database and the own key', async () => {
    expect(await asAccount(scene, scene.admin)).toEqual([])
  })

  it('learns nothing as the second reader of the same console, nor once the own opinion is frozen', async () => {
    expect(await asAccount(scene, scene.two)).toEqual([])
    scene.frozen = await scene.two.call('reading.freeze', version(await write(scene.two, { ...negativeAvis, acr: { D: 1, G: 1 }, commentaire: secondWord })))
    expect(await asAccount(scene, scene.two)).toEqual([])
    expect(await asAccount(scene, scene.two, [secondWord])).toEqual([secondWord])
  })

  it('learns nothing of the frozen second opinion as the first reader or the administrator', async () => {
    expect(await asAccount(scene, scene.one, [secondWord])).toEqual([])
    expect(await asAccount(scene, scene.admin, [secondWord])).toEqual([])
  })

  it('finds a leak that was planted, in the clear, compressed into base64, or under a key of the own', async () => {
    const plant = (bytes: Uint8Array) => readEarly({ bytes: [bytes] }, words)
    expect(await plant(Buffer.from(`x ${words[0] ?? ''} x`))).toEqual([words[0]])
    expect(await plant(Buffer.from(`{"a":"${Buffer.from(JSON.stringify(firstAvis)).toString('base64url')}"}`))).toEqual(words)
    const sealed = await scene.admin.unlocked.sealing.sealBytes(Buffer.from(words[1] ?? ''))
    scene.open.drafts.push({ ...(scene.open.drafts[0] ?? fail()), sealedPayload: sealed })
    expect(await asAccount(scene, scene.admin)).toEqual([words[1]])
    scene.open.drafts.pop()
  })

  it('opens it as its author, as the coordinator, and as the second reader once it was released', async () => {
    expect(await asAccount(scene, scene.one)).toEqual(words)
    expect(await asAccount(scene, scene.coordinator ?? fail())).toEqual(words)
    await (scene.coordinator ?? fail()).call('exchange.release', { readingId: (scene.frozen ?? fail()).id })
    expect(await asAccount(scene, scene.two)).toEqual(words)
  })
})

describe('the software-only mode', () => {
  let scene: Scene
  beforeAll(async () => { scene = await play(false) })
  afterAll(() => scene.open.close())

  it('is the weaker one: the same attempt of an administrator succeeds there', async () => {
    expect(await asAccount(scene, scene.admin)).toEqual(words)
  })

  it('hides it from who has the disk and no passphrase', async () => {
    expect(await readEarly({ folders: [scene.open.folder] }, words)).toEqual([])
  })
})

const { orthanc: noOrthanc } = peersPresent()
describe.skipIf(noOrthanc !== null)(`V2 V3 V4 an operator with everything that lies in a PACS${skipTitle(noOrthanc)}`, () => {
  it('learns nothing while the study is read blind, and would have from the documents that wait', async () => {
    const scene = await play(true)
    const orthanc = await startOrthanc()
    try {
      const documents = await Promise.all(scene.open.drafts.filter(({ destination }) => destination === 'PACS').map(async (draft) => ({ ...draft, bytes: await scene.one.unlocked.sealing.openBytes(draft.sealedPayload) })))
      const held = async () => Promise.all((await orthanc.instances()).map(async (uid) => (await orthanc.file(uid)) ?? new Uint8Array()))
      for (const { bytes } of documents.filter((document) => !document.held)) await orthanc.post('/instances', bytes)
      expect(await readEarly({ bytes: await held() }, words)).toEqual([])
      for (const { bytes } of documents.filter((document) => document.held)) await orthanc.post('/instances', bytes)
      expect(await readEarly({ bytes: await held() }, words)).toEqual(words)
    } finally {
      await orthanc.stop()
      scene.open.close()
    }
  })
})

function fail(): never {
  throw new Error('the scene was not set')
}
