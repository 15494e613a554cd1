/** A console on which every exam lies, each with its signed first reading, and which waits for its second reader. */
import { avisVide, ficheVide, keptSettings, type Avis } from '../../../main/contract/index.ts'
import type { OrthancPeer } from '../../peers/index.ts'
import { mammographyDisplay } from '../../program/mammography-display.ts'
import { configure, firstReader, secondReader } from '../../program/scenario.ts'
import type { Client } from '../../program/start-program.ts'

export const size = { width: 1920, height: 1080 } as const
const negative: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }

/** Study → its images. */
export type ImagesOf = ReadonlyMap<string, readonly string[]>

/** Fetches and reads `count` exams; the console is left locked. */
export async function prepareConsole(client: Client, orthanc: OrthancPeer, count: number): Promise<ImagesOf> {
  await client.call('session.setUp', { ...firstReader, roles: ['ADMIN', 'L1'], language: 'fr', demo: false })
  await client.call('accounts.create', { ...secondReader, roles: ['L2'], language: 'fr' })
  await configure(client, { pacs: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }, ris: null })
  const settings = await client.call('settings.get', {})
  await client.call('settings.set', { ...keptSettings(settings), displayRule: { ...settings.displayRule, minimumMegapixels: 1, dailyCheck: false } })
  await client.call('displays.save', { id: null, entry: { ...mammographyDisplay(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)), columns: size.width, rows: size.height } })
  await client.call('displays.report', { screens: [{ ...size, devicePixelRatio: 1, colorDepth: 24, greyPath: 'DITHERED', displayId: null }] })
  await client.call('pacs.search', { patientID: 'MGPROTO*', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
  const filter = { text: '', modalities: ['MG'], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  const listed = async () => (await client.call('worklist.query', { filter, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows
  for (const { studyInstanceUID } of await listed()) await client.call('retrieve.start', { studyInstanceUID, withPriors: false })
  await client.until('every exam', async () => (await listed()).filter(({ locality, imageCount }) => locality === 'local' && imageCount === 4).length === count, 300_000)
  const images = new Map<string, string[]>()
  for (const { studyInstanceUID } of await listed()) {
    images.set(studyInstanceUID, (await client.call('study.open', { studyInstanceUID })).current.images.map(({ sopInstanceUID }) => sopInstanceUID))
    const { id, version, text } = await client.call('reading.open', { studyInstanceUID })
    const saved = await client.call('reading.saveDraft', { readingId: id, expectedVersion: version, avis: negative, text })
    await client.call('reading.sign', { readingId: id, expectedVersion: saved.version, passphrase: firstReader.passphrase })
  }
  await client.call('session.lock', {})
  return images
}
