/** The simulated region: 7 centres, 3 structures, 40 consoles, 120,000 exams a year over one Orthanc. One working day is run
 *  for real through our own PACS client, with the letters between consoles and the PACS dead for a while in the middle; the
 *  waiting of women is a queue model. Rows that begin with "bends" say where it would no longer keep up. `--exams=120`
 *  runs a part of the day: the PACS then dies earlier and the mailboxes are less full. */
import { peersPresent, startOrthanc } from '../peers/index.ts'
import { examsOfDay } from './region/exams.ts'
import { runDay } from './region/day.ts'
import { examsPerDay, quantile, region, round } from './region/region.ts'
import { examsPerSession, simulateWaiting } from './region/waiting.ts'

const row = (figure: string, value: number, unit: string, peer: string | null = null, peerValue: number | null = null): void =>
  console.log(JSON.stringify({ figure: `region: ${figure}`, value: round(value, 2), unit, peer, peerValue, ratio: peerValue === null || peerValue === 0 ? null : round(value / peerValue, 2) }))

for (const sessions of [18, 19, 20, 24]) {
  const { medianDays, p95Days, lateShare, waitingAtEnd } = simulateWaiting(sessions, 2026)
  row(`model, ${sessions} second-reading sessions a week: days to the second opinion, median`, medianDays, 'd', 'limit', 15)
  row(`model, ${sessions} sessions a week: 95th percentile`, p95Days, 'd', 'limit', 15)
  row(`model, ${sessions} sessions a week: later than 15 days`, lateShare * 100, '%')
  row(`model, ${sessions} sessions a week: unread after 26 weeks`, waitingAtEnd, 'exams')
}

row('bends below: second-reading sessions a week that read as many exams as come in (model, arithmetic)', (region.examsPerYear / region.workingDays) * 5 / examsPerSession, 'sessions/week')

const { orthanc: missing } = peersPresent()
if (missing !== null) console.error(`region: the day was not run (${missing})`)
else await day()

async function day(): Promise<void> {
  const count = Number(process.argv.find((word) => word.startsWith('--exams='))?.slice(8) ?? examsPerDay)
  const exams = examsOfDay(count, 7)
  const orthanc = await startOrthanc()
  try {
    const { seconds, toResult, requests, retried, convergence, cutSeconds, looks } = await runDay(orthanc, exams, 20)
    const needed = region.examsPerYear / region.workingDays / region.hoursPerDay
    row(`bends above: exams through one Orthanc (${count} exams, ${region.consoles} consoles at once)`, (count / (seconds - cutSeconds)) * 3600, 'exams/h', 'needed in an eight-hour day', needed)
    row('arrival to second report read back, median, all consoles at once', quantile(toResult, 0.5) / 1000, 's')
    row('arrival to second report read back, 95th percentile', quantile(toResult, 0.95) / 1000, 's')
    for (const [kind, times] of Object.entries(requests)) {
      // A look is three lists or more: a mailbox beyond a page is asked for twice.
      row(`${kind}: ${kind === 'look' ? 'looks through a mailbox' : 'requests'} for an exam`, times.length / count, kind === 'look' ? 'looks' : 'requests')
      row(`${kind}: 95th percentile`, quantile(times, 0.95), 'ms')
    }
    row(`PACS dead for ${cutSeconds} s: requests tried again`, retried, 'requests')
    row(`PACS dead for ${cutSeconds} s: until every exam in hand had its result`, convergence, 's')
    const perRound = looks.mailboxes * 3
    row(`all ${looks.mailboxes} mailboxes looked through at once, the fullest with ${looks.fullest} letters`, looks.seconds, 's', 'shortest time between two looks', 5)
    row('looks of all consoles while nobody is written to', perRound / 60, 'requests/s')
    row('bends above: looks that one Orthanc answers', perRound / looks.seconds, 'requests/s', 'asked while everybody is written to', perRound / 5)
    const held = (await orthanc.instances()).length
    const expected = exams.reduce((sum, { hasPrior, isNormal }) => sum + 4 + (hasPrior ? 4 : 0) + 4 + (isNormal ? 3 : 4), 0)
    row('objects in the PACS at the end of the day', held, 'objects', 'sent, each once', expected)
    if (held !== expected) process.exitCode = 1
  } finally {
    await orthanc.stop()
  }
}
