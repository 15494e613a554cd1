/** The simulated region: 7 centres, 3 structures, 40 consoles, 120,000 exams a year over one Orthanc. One working day is run
 *  for real through our own PACS client, with the PACS dead for a while in the middle; the waiting of women is a queue
 *  model. `--exams=48` runs a part of the day. */
import { peersPresent, startOrthanc } from '../peers/index.ts'
import { examsOfDay } from './region/exams.ts'
import { runDay } from './region/day.ts'
import { examsPerDay, quantile, region, round } from './region/region.ts'
import { simulateWaiting } from './region/waiting.ts'

const row = (figure: string, value: number, unit: string, peer: string | null = null, peerValue: number | null = null): void =>
  console.log(JSON.stringify({ figure: `region: ${figure}`, value: round(value, 2), unit, peer, peerValue, ratio: peerValue === null || peerValue === 0 ? null : round(value / peerValue, 2) }))

for (const sessions of [18, 19, 20, 24]) {
  const { medianDays, p95Days, lateShare, waitingAtEnd } = simulateWaiting(sessions, 2026)
  row(`model, ${sessions} second-reading sessions a week: days to the second opinion, median`, medianDays, 'd', 'limit', 15)
  row(`model, ${sessions} sessions a week: 95th percentile`, p95Days, 'd', 'limit', 15)
  row(`model, ${sessions} sessions a week: later than 15 days`, lateShare * 100, '%')
  row(`model, ${sessions} sessions a week: unread after 26 weeks`, waitingAtEnd, 'exams')
}

const { orthanc: missing } = peersPresent()
if (missing !== null) console.error(`region: the day was not run (${missing})`)
else await day()

async function day(): Promise<void> {
  const count = Number(process.argv.find((word) => word.startsWith('--exams='))?.slice(8) ?? examsPerDay)
  const exams = examsOfDay(count, 7)
  const orthanc = await startOrthanc()
  try {
    const { seconds, toResult, requests, retried, convergence, cutSeconds } = await runDay(orthanc, exams, 20)
    const needed = region.examsPerYear / region.workingDays / region.hoursPerDay
    row(`exams through one Orthanc (${count} exams, ${region.consoles} consoles at once)`, (count / (seconds - cutSeconds)) * 3600, 'exams/h', 'needed in an eight-hour day', needed)
    row('arrival to second report read back, median, all consoles at once', quantile(toResult, 0.5) / 1000, 's')
    row('arrival to second report read back, 95th percentile', quantile(toResult, 0.95) / 1000, 's')
    for (const [kind, times] of Object.entries(requests)) {
      row(`${kind}: requests for an exam`, times.length / count, 'requests')
      row(`${kind}: 95th percentile`, quantile(times, 0.95), 'ms')
    }
    row(`PACS dead for ${cutSeconds} s: requests tried again`, retried, 'requests')
    row(`PACS dead for ${cutSeconds} s: until every exam in hand had its result`, convergence, 's')
    const held = (await orthanc.instances()).length
    const expected = exams.reduce((sum, { hasPrior }) => sum + 4 + (hasPrior ? 4 : 0) + 4, 0)
    row('objects in the PACS at the end of the day', held, 'objects', 'sent, each once', expected)
    if (held !== expected) process.exitCode = 1
  } finally {
    await orthanc.stop()
  }
}
