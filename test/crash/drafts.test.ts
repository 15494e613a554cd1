/** What the reader drew is there again after the program was killed: the draft of a screening reading and that of an
 *  ordinary report, with every mark as it was saved. */
import { afterEach, expect, it } from 'vitest'
import { avisVide, type Avis, type OpenedStudy } from '../../main/contract/index.ts'
import { firstReader, listAll, newProfile, unlock } from '../program/scenario.ts'
import { startProgram, type Client, type Program } from '../program/start-program.ts'

let program: Program | null = null
afterEach(async () => { await program?.stop(); program = null }, 60_000)

it('marks of a screening reading and of an ordinary report outlive kill -9', async () => {
  const profile = await newProfile()
  program = await startProgram({ profile })
  const client = await program.connect()
  const { account } = await client.call('session.setUp', { ...firstReader, roles: ['L1', 'RADIOLOGIST'], language: 'fr', demo: true })
  if (account === null) throw new Error('not unlocked')
  const studyOf = async (reader: Client, modality: string) => (await listAll(reader)).find((one) => one.modalities.includes(modality) && one.locality === 'local' && (one.imageCount ?? 0) > 1)
  await client.until('the demonstration studies', async () => (await listAll(client)).length === 4 && (await studyOf(client, 'CT'))?.imageCount === 60, 120_000)

  const drawnOn = ({ images }: OpenedStudy): Avis['traces'] => {
    const image = images.find(({ imageLaterality }) => imageLaterality === 'L') ?? images[0]
    if (image === undefined) throw new Error('no image')
    const common = { sopInstanceUID: image.sopInstanceUID, frame: 1, cote: image.imageLaterality === 'L' ? 'G' as const : null, anomalieId: null }
    return [
      { ...common, id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b001', forme: 'LONGUEUR', de: { column: 10.25, row: 20 }, a: { column: 60, row: 20.5 } },
      { ...common, id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b002', forme: 'LIBRE', points: [{ column: 10, row: 20 }, { column: 60, row: 20 }, { column: 30, row: 70 }] },
      { ...common, id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0b003', forme: 'ELLIPSE', grandAxe: [{ column: 10, row: 20 }, { column: 60, row: 20 }], petitAxe: [{ column: 35, row: 10 }, { column: 35, row: 30 }] },
    ]
  }
  const saved = new Map<string, Avis>()
  for (const modality of ['MG', 'CT']) {
    const study = await studyOf(client, modality)
    if (study === undefined) throw new Error(`no ${modality}`)
    const { current } = await client.call('study.open', { studyInstanceUID: study.studyInstanceUID })
    const opened = await client.call('reading.open', { studyInstanceUID: study.studyInstanceUID })
    expect(opened.kind).toBe(modality === 'MG' ? 'FIRST' : 'PLAIN')
    const avis: Avis = { ...avisVide, traces: drawnOn(current) }
    await client.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis, text: opened.text })
    saved.set(study.studyInstanceUID, avis)
  }
  await program.kill()

  program = await startProgram({ profile })
  const again = await program.connect()
  await unlock(again, account.id, firstReader.passphrase)
  for (const [studyInstanceUID, avis] of saved) {
    expect((await again.call('reading.open', { studyInstanceUID: studyInstanceUID as OpenedStudy['study']['studyInstanceUID'] })).avis).toEqual(avis)
  }
}, 240_000)
