/** Binocle beside OHIF, from the same Orthanc, on the same machine, one after the other in one run: what a reader waits
 *  for. The two do not do the same: each row says what either did. */
import { loadavg } from 'node:os'
import { startOrthanc } from '../peers/index.ts'
import { configure, currentStudy, firstReader, mammogramMissing, newProfile, sendMammogram } from '../program/scenario.ts'
import { startProgram } from '../program/start-program.ts'
import { ohifSite, ohifVersion } from './ohif/package.ts'
import { measureBinocle, measureOhif, type Figures } from './ohif/sides.ts'
import { serveOhif } from './ohif/site.ts'
import { percentile } from './ohif/watch.ts'

const ourPacs = 'study and prior fetched, checked, encrypted to disk, all eight hung at one scale'
const theirPacs = 'current study streamed to memory, four viewports of its mammography protocol'
const ourCache = 'all eight decrypted from the local cache after a reload'
const theirAgain = 'reopened in the same window, images still decoded in its memory'

const site = ohifSite()
if (mammogramMissing !== null) console.error(`OHIF bench skipped: ${mammogramMissing}`)
else if ('missing' in site) console.error(`OHIF bench skipped: ${site.missing}`)
else await bench(site.folder)

async function bench(folder: string): Promise<void> {
  const orthanc = await startOrthanc()
  try {
    await sendMammogram(orthanc)
    const load = loadavg()[0] ?? 0
    const theirs = await ohif(folder, orthanc)
    const ours = await binocle(orthanc)
    report(ours, theirs, load)
  } finally {
    await orthanc.stop()
  }
}

async function ohif(folder: string, orthanc: Awaited<ReturnType<typeof startOrthanc>>): Promise<Figures> {
  const served = await serveOhif(folder, orthanc)
  try {
    return await measureOhif(served.origin, currentStudy)
  } finally {
    await served.stop()
  }
}

async function binocle(orthanc: Awaited<ReturnType<typeof startOrthanc>>): Promise<Figures> {
  const program = await startProgram({ profile: await newProfile() })
  const client = await program.connect()
  try {
    await client.call('session.setUp', { ...firstReader, roles: ['ADMIN', 'RADIOLOGIST'], language: 'fr', demo: false })
    await configure(client, { pacs: { url: orthanc.dicomWebUrl, user: orthanc.user, password: orthanc.password }, ris: null })
    await client.call('pacs.search', { patientID: 'MGPROTO-0001', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' })
    return await measureBinocle(program.origin, client.token)
  } finally {
    client.close()
    await program.stop()
  }
}

function report(ours: Figures, theirs: Figures, load: number): void {
  const row = (figure: string, unit: string, value: number | null, peerValue: number | null, binocle: string, peerDid: string): void => {
    const round = (x: number | null): number | null => (x === null || Number.isNaN(x) ? null : Math.round(x * 10) / 10)
    const ratio = value === null || peerValue === null ? null : Math.round((value / peerValue) * 100) / 100
    console.log(JSON.stringify({ figure, value: round(value), unit, peer: `OHIF ${ohifVersion}`, peerValue: round(peerValue), ratio, binocle, peerDid, load: round(load) }))
  }
  // Its protocol asks of the right oblique view that it be not oriented P\FL (PS3.3 C.7.6.1.1.1), as it is: three views hang.
  const unreached = theirs.fromPacs.first === null ? 'not reached within 45 s' : 'not reached within 45 s: its mammography protocol has no place for a right oblique view oriented P\\FL'
  for (const [name, count] of [['first image', 'first'], ['four images', 'four'], ['eight images', 'eight']] as const) {
    row(`open from PACS: ${name}`, 'ms', ours.fromPacs[count], theirs.fromPacs[count], ourPacs, theirs.fromPacs[count] === null ? unreached : theirPacs)
    row(`open again: ${name}`, 'ms', ours.again[count], theirs.again[count], ourCache, theirs.again[count] === null ? unreached : theirAgain)
  }
  row('next step: last picture', 'ms', ours.step, theirs.step, 'CC with prior, four viewports', theirs.step === null ? 'nothing repainted' : 'next stage of its protocol')
  for (const [name, gesture] of [['window level', 'window'], ['zoom', 'zoom'], ['pan', 'pan']] as const) {
    const did = gesture === 'window' ? 'four current views move together' : 'all eight views move together'
    row(`${name}: pointer to picture, p50`, 'ms', percentile(ours[gesture], 0.5), percentile(theirs[gesture], 0.5), `${did}, ${ours[gesture].length} pictures of 40 movements`, `one viewport, ${theirs[gesture].length} pictures of 40 movements`)
    row(`${name}: pointer to picture, p95`, 'ms', percentile(ours[gesture], 0.95), percentile(theirs[gesture], 0.95), did, 'one viewport')
  }
  row('renderer process resident', 'MiB', ours.resident, theirs.resident, 'eight mammograms decoded with reduced copies', 'four mammograms')
  row('JavaScript heap', 'MiB', ours.heap, theirs.heap, 'same', 'same')
}
