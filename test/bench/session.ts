/** What a second reader waits for between two exams: from the session's key to the four full-resolution views of the next
 *  exam, in the real program and a real window; beside it the time that OHIF takes to open the same exams from the same
 *  Orthanc in the same run. The two do not do the same, so ours is also taken with nothing made ready ahead, and both
 *  with their window loaded anew: each row says what either did. `--exams=9 --peer=3` is a short form. */
import { loadavg } from 'node:os'
import { startOrthanc, type OrthancPeer } from '../peers/index.ts'
import { mammogramMissing } from '../program/scenario.ts'
import { ohifSite, ohifVersion } from './ohif/package.ts'
import { serveOhif, type OhifPainter } from './ohif/site.ts'
import { openStudies, type Opening, type Openings } from './ohif/studies.ts'
import { percentile } from './ohif/watch.ts'
import { fullSize, sendExam } from './session/exams.ts'
import { measureOurs, type Ours } from './session/ours.ts'

const option = (name: string, usual: number) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
/** At most 25, the exams of one session. */
const exams = Math.min(option('exams', 17), 25)
const theirExams = option('peer', 8)
const loads = option('loads', 2)
const painter: OhifPainter = process.argv.includes('--painter=processor') ? 'processor' : 'graphics card'
/** For either side; what was measured until then is reported. */
const budgetMs = 150_000

if (mammogramMissing === null) await bench()
else console.error(`session bench skipped: ${mammogramMissing}`)

async function bench(): Promise<void> {
  const orthanc = await startOrthanc()
  try {
    const studies: string[] = []
    for (let exam = 0; exam < exams; exam += 1) studies.push(await sendExam(orthanc, exam))
    const load = loadavg()[0] ?? 0
    const ours = await measureOurs(orthanc, exams, loads, budgetMs)
    const theirLoad = loadavg()[0] ?? 0
    report(ours, await ohif(orthanc, studies), { ours: load, theirs: theirLoad })
  } finally {
    await orthanc.stop()
  }
}

/** Null where OHIF is not here. */
async function ohif(orthanc: OrthancPeer, studies: readonly string[]): Promise<Openings | null> {
  const site = ohifSite()
  if ('missing' in site) {
    console.error(`no OHIF beside: ${site.missing}`)
    return null
  }
  const served = await serveOhif(site.folder, orthanc, painter)
  try {
    return await openStudies(served.origin, { cold: studies.slice(-loads), warm: studies.slice(0, theirExams + 1) }, fullSize, budgetMs)
  } finally {
    await served.stop()
  }
}

function report(ours: Ours, theirs: Openings | null, load: { ours: number; theirs: number }): void {
  const round = (x: number) => Math.round(x * 10) / 10
  const row = (figure: string, share: number, values: readonly number[], openings: readonly Opening[], did: string, peerDid: string): void => {
    const fours = openings.flatMap(({ four }) => four ?? [])
    const value = percentile(values, share)
    const peerValue = fours.length === 0 ? null : percentile(fours, share)
    const failed = openings.filter(({ reason }) => reason !== null)
    console.log(JSON.stringify({
      figure: `session: ${figure}, p${share * 100}`, value: round(value), unit: 'ms', peer: `OHIF ${ohifVersion}`, peerValue: peerValue === null ? null : round(peerValue),
      ratio: peerValue === null ? null : Math.round((value / peerValue) * 100) / 100, binocle: `${did}; ${values.length} exams`,
      peerDid: theirs === null ? 'not here' : `${peerDid}, its 2×2 protocol painted by the ${painter}; ${fours.length} exams${failed.length === 0 ? '' : `, ${failed.length} more without four views (${failed[0]?.reason ?? ''})`}`,
      load: round(load.ours), peerLoad: round(load.theirs),
    }))
  }
  const sealed = 'from the key: opinion recorded, next exam given, four views painted at full resolution'
  const streamed = 'from its list, application loaded: four views streamed from Orthanc, decoded and painted at full resolution'
  for (const share of [0.5, 0.95]) {
    row('key to the next exam\'s four views', share, ours.ready, theirs?.warm ?? [], `${sealed}; it was decoded ahead while the exam before was read`, streamed)
    row('the same with nothing decoded ahead', share, ours.unready, theirs?.warm ?? [], `${sealed}; its pixels read, decrypted and decoded after the key, from the encrypted cache`, streamed)
  }
  row('window loaded anew to four views', 0.5, ours.anew, theirs?.cold ?? [], 'account unlocked, session found again by its key, nothing decoded', 'new window, straight to the study')
}
