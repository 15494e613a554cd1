/** Days from the mammogram to the second opinion, by a queue with the region's numbers: exams arrive on working days, second
 *  readers read in weekly sessions, oldest first. A model; what it takes from elsewhere is named in `region.ts` and here. */
import { quantile, region, seeded } from './region.ts'

/** Hours of one session, and exams read in an hour of it (33 to 59 seconds each in the literature, with pauses). */
const session = { hours: 2.5, examsPerHour: 50 } as const
export const examsPerSession = session.hours * session.examsPerHour
/** The result is due this many days after the mammogram (cahier des charges, V.C). */
const due = 15

export interface Waiting { readonly medianDays: number; readonly p95Days: number; readonly lateShare: number; readonly waitingAtEnd: number }

/** Each structure has its own queue and its own readers.
 *  @param sessionsPerWeek of the whole region, spread over structures and working days. */
export function simulateWaiting(sessionsPerWeek: number, seed: number, weeks = 26): Waiting {
  const queues = Array.from({ length: region.structures }, (_, structure) => oneQueue(sessionsPerWeek / region.structures, seeded(seed + structure), weeks))
  const waited = queues.flatMap((queue) => queue.waited)
  return {
    medianDays: quantile(waited, 0.5), p95Days: quantile(waited, 0.95), lateShare: waited.filter((days) => days > due).length / waited.length,
    waitingAtEnd: queues.reduce((sum, { unread }) => sum + unread, 0),
  }
}

function oneQueue(sessionsPerWeek: number, chance: () => number, weeks: number): { waited: number[]; unread: number } {
  const queue: number[] = []
  const waited: number[] = []
  let next = 0
  let credit = 0
  for (let week = 0; week < weeks; week += 1) {
    for (let weekday = 0; weekday < 5; weekday += 1) {
      const day = week * 7 + weekday
      const mean = region.examsPerYear / region.workingDays / region.structures
      // The sum of sixteen chances is near enough to a bell: arrivals vary by a tenth.
      const bell = Array.from({ length: 16 }, chance).reduce((sum, value) => sum + value, 0) / 16
      const arrivals = Math.round(mean * (1 + (bell - 0.5) * 1.4))
      for (let exam = 0; exam < arrivals; exam += 1) queue.push(day)
      credit += (sessionsPerWeek / 5) * examsPerSession
      // What arrives today is read tomorrow at the earliest.
      while (credit >= 1 && next < queue.length && (queue[next] ?? day) < day) {
        waited.push(day - (queue[next] ?? day))
        next += 1
        credit -= 1
      }
      // A session without exams is not saved up.
      credit = Math.min(credit, examsPerSession)
    }
  }
  return { waited, unread: queue.length - next }
}
