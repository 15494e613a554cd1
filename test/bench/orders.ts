/** From the arrival of an order to a study that is here whole with its prior: a request as a RIS sends it (python3-hl7 over
 *  MLLP), taken by the rooms of the program, its study looked for by accession number at a real Orthanc and fetched into the
 *  encrypted cache, then its prior. Beside it the same objects by a plain streaming `fetch` of their addresses, known
 *  beforehand, into files that are flushed to the disk as the cache's are. A patient of its own in each round.
 *  `--slices=100` in each of the two studies, `--rounds=3`. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { keptSettings, newSource } from '../../main/contract/index.ts'
import { requestMessage } from '../fixtures/order-messages.ts'
import { freePort, makeObject, peersPresent, sendHl7, sopClass, startOrthanc, testUid, until, type MadeObject, type OrthancPeer } from '../peers/index.ts'
import { openInProcess, passphrase, type InProcess } from '../program/in-process.ts'

const option = (name: string, otherwise: number) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const [slices, rounds] = [option('slices', 100), option('rounds', 3)]
/** As many as a source is asked for at once unless set otherwise. */
const { parallel } = newSource('archive', 'Archive')

const { orthanc: noOrthanc, hl7: noHl7 } = peersPresent()
const missing = [noOrthanc, noHl7].filter((reason) => reason !== null)
if (missing.length > 0) console.error(`orders: not measured (${missing.join('; ')})`)
else await bench()

interface Ordered { readonly patientID: string; readonly accession: string; readonly current: readonly MadeObject[]; readonly prior: readonly MadeObject[] }

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-orders-'))
  const orthanc = await startOrthanc()
  const app = await openInProcess({ people: [['reader', 'RADIOLOGIST']] })
  try {
    const port = await configured(app, orthanc)
    const ends = wholeAt(app)
    const times = { acknowledged: [] as number[], here: [] as number[], plain: [] as number[] }
    let bytes = 0
    // The first round warms both up.
    for (let round = 0; round <= rounds; round += 1) {
      const ordered = await atArchive(orthanc, round)
      const objects = [...ordered.current, ...ordered.prior]
      bytes = objects.reduce((sum, object) => sum + object.bytes.length, 0)
      const { acknowledged, here } = await prefetched(app, ends, port, ordered)
      const plain = await timed(() => plainly(orthanc, objects, folder))
      if (round === 0) continue
      times.acknowledged.push(acknowledged)
      times.here.push(here)
      times.plain.push(plain)
    }
    const what = `order of a CT, ${slices} slices with a prior of ${slices} (${Math.round(bytes / 1e6)} MB)`
    const [here, plain] = [median(times.here), median(times.plain)]
    console.log(JSON.stringify({ figure: `${what}: arrival to study and prior whole in the encrypted cache`, value: round3(here / 1000), unit: 's', peer: 'plain fetch of the same objects into flushed files', peerValue: round3(plain / 1000), ratio: Math.round((here / plain) * 100) / 100 }))
    console.log(JSON.stringify({ figure: `${what}: sender started to acknowledgement read (python3-hl7)`, value: round3(median(times.acknowledged) / 1000), unit: 's' }))
    if (app.faults.length > 0) throw new Error(app.faults.join('\n'))
  } finally {
    await app.close()
    await orthanc.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gives the port on which orders are taken. */
async function configured(app: InProcess, orthanc: OrthancPeer): Promise<number> {
  const port = await freePort()
  const source = newSource('archive', 'Archive')
  await app.must('settings.set', { ...keptSettings(await app.must('settings.get', {})), sources: [{ ...source, archive: true, dicomWeb: { ...source.dicomWeb, url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password } }], idleMinutes: 120 })
  await app.must('orders.configure', {
    address: '127.0.0.1', port, tls: 'NONE', certificate: '', key: null, authority: '', callers: ['127.0.0.1'], senders: [{ application: 'RIS', facility: '' }], keepDays: 90,
    worklist: { host: '', port: 104, calledAE: '', minutes: 5 }, archiveDays: 0, archiveMinutes: 10,
  })
  await app.must('session.unlock', { accountId: app.people.get('reader'), passphrase })
  await until(async () => (await app.must('orders.listening', {})).state === 'LISTENING', 'the listener')
  return port
}

/** 512 × 512 × 16 bits each, as makers send them, in one series a study. */
async function atArchive(orthanc: OrthancPeer, round: number): Promise<Ordered> {
  const [patientID, accession] = [`BENCH-${round}`, `ACC-${round}`]
  const study = (studyDate: string, accessionNumber: string): MadeObject[] => {
    const ids = { studyInstanceUID: testUid(), seriesInstanceUID: testUid() }
    return Array.from({ length: slices }, (_, slice) => makeObject({
      ...ids, sopClassUID: sopClass.computedTomography, modality: 'CT', patientID, patientName: 'MESURE^ORDRE', patientBirthDate: '19610203', studyDate, accessionNumber, description: 'TDM tête',
      pixels: { rows: 512, columns: 1024, frames: 1, fill: (bytes) => { for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31 + slice) & 255 } },
    }))
  }
  const [current, prior] = [study('20260310', accession), study('20240310', '')]
  for (const object of [...current, ...prior]) await orthanc.post('/instances', object.bytes)
  return { patientID, accession, current, prior }
}

/** When each study came to be whole: the instant at which the window would be told. */
function wholeAt(app: InProcess): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  const push = app.events.push.bind(app.events)
  app.events.push = (...events) => {
    for (const event of events) if (event.type === 'retrieve.ended' && event.outcome === 'complete') ends.set(event.studyInstanceUID, Date.now())
    return push(...events)
  }
  return ends
}

/** Milliseconds: of the sender until it read AA, and from the instant that the order bears until both studies are whole. */
async function prefetched(app: InProcess, ends: ReadonlyMap<string, number>, port: number, { patientID, accession, current, prior }: Ordered): Promise<{ acknowledged: number; here: number }> {
  const wanted = [current, prior].map(([first]) => first?.studyInstanceUID)
  const message = requestMessage({ control: 'SR', controlId: `M-${accession}`, placer: `OP-${accession}`, accession, patient: { id: patientID, family: 'MESURE', given: 'Ordre', birthDate: '19610203' } })
  let code = ''
  const acknowledged = await timed(async () => { code = (await sendHl7(port, [message]))[0]?.code ?? '' })
  if (code !== 'AA') throw new Error(`the order was answered ${code}`)
  await until(() => wanted.every((study) => ends.has(study ?? '')), 'study and prior', 120_000)
  const { orders } = await app.must('orders.list', { filter: 'ALL', text: '', offset: 0, limit: 100 })
  const order = orders.find(({ placerNumber }) => placerNumber === `OP-${accession}`)
  const { rows } = await app.must('worklist.query', { filter: { text: '', modalities: [], sites: [], localities: ['local'], readings: [], studyDateFrom: null, studyDateTo: null }, sort: { key: 'studyDate', direction: 'descending' }, offset: 0, limit: 100 })
  const whole = rows.filter(({ studyInstanceUID, imageCount }) => wanted.includes(studyInstanceUID) && imageCount === slices)
  if (order === undefined || whole.length !== 2) throw new Error(`${whole.length} of two studies are whole`)
  return { acknowledged, here: Math.max(...ends.values()) - Date.parse(order.arrivedAt) }
}

async function plainly(orthanc: OrthancPeer, objects: readonly MadeObject[], folder: string): Promise<void> {
  const queue = objects.values()
  const headers = { authorization: `Basic ${btoa(`${orthanc.user}:${orthanc.password}`)}`, accept: 'multipart/related; type="application/dicom"; transfer-syntax=*', 'accept-encoding': 'identity' }
  await Promise.all(Array.from({ length: parallel }, async () => {
    for (const at of queue) {
      const answer = await fetch(`${orthanc.dicomWebUrl}/studies/${at.studyInstanceUID}/series/${at.seriesInstanceUID}/instances/${at.sopInstanceUID}`, { headers })
      if (answer.body === null) throw new Error('no body')
      await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(join(folder, at.sopInstanceUID), { flush: true }))
    }
  }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
