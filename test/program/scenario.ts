/** The thread that every whole-program test follows: a console with a first and a second reader, a PACS that holds the
 *  four-view mammogram and its prior, a RIS that listens. Spoken through the contract, as a window would. */
import { mkdtemp, readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountId, Avis, Output, Reading, SOPInstanceUID, StudyInstanceUID } from '../../main/contract/index.ts'
import { avisVide, ficheVide, keptSettings, newSource, type SourceInput } from '../../main/contract/index.ts'
import { storescu } from '../peers/index.ts'
import { enterDisplay, sitAtDisplay } from './mammography-display.ts'
import type { Client, Program } from './start-program.ts'

export const mammogramFolder = '../shared/data/mg/study-4view'
export const mammogramMissing = existsSync(mammogramFolder) ? null : `${mammogramFolder} is absent`
export const currentStudy = '2.25.623488115048508483839535071367267593' as StudyInstanceUID
export const priorStudy = '2.25.1327137418339462035952446307168587765' as StudyInstanceUID

export const firstReader = { displayName: 'Lecteur Un', passphrase: 'quatre saisons au bocage' }
export const secondReader = { displayName: 'Lectrice Deux', passphrase: 'sept vagues à Granville' }

/** The left craniocaudal view of the current study. */
const leftView = '2.25.798815000195874556955951514842234597' as SOPInstanceUID

/** Words that a leak would carry; none of them occurs in the interface or in the images. */
export const sentinelComment = 'SENTINELLE-QUARTZ-7431 œdème cutané à contrôler'
export const firstAvis: Avis = {
  ...avisVide, acr: { D: 1, G: 2 }, densite: 2, commentaire: sentinelComment, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } },
  anomalies: [{ id: 'a7b1c2d3-0000-4000-8000-00000000f1a9', cote: 'G', type: 'MASSE', quadrant: 'QSE', schemaFace: { x: 0.6173, y: 0.2719 }, schemaProfil: { x: 0.4417, y: 0.3313 }, reperes: [], tailleMm: 7.31, precision: 'SENTINELLE-BERYL-2209' }],
  traces: [{
    id: 'a7b1c2d3-0000-4000-8000-00000000f1b1', forme: 'ELLIPSE', sopInstanceUID: leftView, frame: 1, cote: 'G', anomalieId: 'a7b1c2d3-0000-4000-8000-00000000f1a9',
    grandAxe: [{ column: 611.4375, row: 1800 }, { column: 811.4375, row: 1800 }], petitAxe: [{ column: 711.4375, row: 1750 }, { column: 711.4375, row: 1850 }],
  }],
}
export const sentinels = ['SENTINELLE-QUARTZ', 'SENTINELLE-BERYL', '0.6173', '0.2719', '7.31', 'a7b1c2d3-0000', '611.4375']
export const secondAvis: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 3, commentaire: 'Rien à signaler.' }

export interface Peers { pacs: { url: string; user: string; password: string } | null; ris: { host: string; port: number } | null }

export async function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'binocle-profile-'))
}

export async function sendMammogram(peer: { dicomPort: number; aet: string }): Promise<void> {
  const files = await Promise.all(['prior', 'current'].map(async (folder) => (await readdir(join(mammogramFolder, folder))).map((name) => join(mammogramFolder, folder, name))))
  await storescu(files.flat(), peer)
}

/** First account, second account, peers. Leaves the first reader unlocked. */
export async function setUpConsole(client: Client, peers: Peers): Promise<{ first: AccountId; second: AccountId }> {
  const status = await client.call('session.setUp', { ...firstReader, roles: ['ADMIN', 'L1'], language: 'fr', demo: false })
  const second = await client.call('accounts.create', { ...secondReader, roles: ['L2'], language: 'fr' })
  await configure(client, peers)
  await enterDisplay(client)
  if (status.account === null) throw new Error('not unlocked after the first account')
  return { first: status.account.id, second: second.id }
}

/** One PACS by DICOMweb, which is the archive. */
export function archiveAt({ url, user, password }: { url: string; user: string; password: string }): SourceInput {
  const source = newSource('pacs', 'PACS')
  return { ...source, archive: true, dicomWeb: { ...source.dicomWeb, url, user, password } }
}

export async function configure(client: Client, peers: Peers): Promise<void> {
  const settings = await client.call('settings.get', {})
  await client.call('settings.set', {
    ...keptSettings(settings),
    sources: peers.pacs === null ? [] : [archiveAt(peers.pacs)],
    ris: { ...settings.ris, host: peers.ris?.host ?? '', port: peers.ris?.port ?? 0 },
    site: { name: 'Centre de lecture d’essai', finess: '000000000', derogation: 'Dérogation d’essai' },
    policy: 'FR_DOCS_MASQUE', idleMinutes: 60, brightness: 1,
  })
}

export async function unlock(client: Client, account: AccountId, passphrase: string): Promise<void> {
  await client.call('session.unlock', { accountId: account, passphrase })
  await sitAtDisplay(client)
}

export async function findAndRetrieve(client: Client): Promise<void> {
  const found = await client.call('pacs.search', { patientID: 'MGPROTO-0001', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
  if (found.found !== 2) throw new Error(`expected the study and its prior, found ${found.found}`)
  await client.call('retrieve.start', { studyInstanceUID: currentStudy, withPriors: true })
  await client.until('the study and its prior to be local', async () => (await localities(client)).every((locality) => locality === 'local'))
}

export async function row(client: Client, study: StudyInstanceUID): Promise<Output<'worklist.query'>['rows'][number]> {
  const rows = await listAll(client)
  const found = rows.find((one) => one.studyInstanceUID === study)
  if (found === undefined) throw new Error(`study ${study} is not listed`)
  return found
}

export async function listAll(client: Client): Promise<Output<'worklist.query'>['rows']> {
  const empty = { text: '', modalities: [], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  return (await client.call('worklist.query', { filter: empty, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })).rows
}

async function localities(client: Client): Promise<string[]> {
  return [(await row(client, currentStudy)).locality, (await row(client, priorStudy)).locality]
}

/** Opens, writes and signs as the active account (first reader). */
export async function signFirst(client: Client): Promise<Reading> {
  const opened = await client.call('reading.open', { studyInstanceUID: currentStudy })
  const saved = await client.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: firstAvis, text: opened.text })
  return client.call('reading.sign', { readingId: saved.id, expectedVersion: saved.version, passphrase: firstReader.passphrase })
}

/** The second reader up to the freeze. */
export async function writeSecond(client: Client): Promise<Reading> {
  const opened = await client.call('reading.open', { studyInstanceUID: currentStudy })
  return client.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: secondAvis, text: opened.text })
}

export async function finishSecond(client: Client, draft: Reading): Promise<Reading> {
  const frozen = await client.call('reading.freeze', { readingId: draft.id, expectedVersion: draft.version })
  const revealed = await client.call('reading.reveal', { readingId: frozen.id, expectedVersion: frozen.version })
  return client.call('reading.sign', { readingId: revealed.id, expectedVersion: revealed.version, passphrase: secondReader.passphrase })
}

export async function allDelivered(client: Client): Promise<void> {
  await client.until('every delivery of this account to be acknowledged', async () => {
    const { rows } = await client.call('delivery.list', {})
    const dead = rows.find((one) => one.state === 'dead')
    if (dead !== undefined) throw new Error(`delivery ${dead.kind} is dead: ${dead.lastProblem?.en ?? ''}`)
    return rows.length > 0 && rows.every((one) => one.state === 'confirmed' || (one.kind === 'ORU' && one.state === 'delivered'))
  })
}

/** Stops a program and a list of peers, whatever happened before. */
export async function stopAll(program: Program | null, ...peers: ({ stop(): Promise<unknown> } | null)[]): Promise<void> {
  await program?.stop()
  for (const peer of peers) await peer?.stop()
}
