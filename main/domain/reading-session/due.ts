/** How near an exam is to the day on which its result is due (cahier des charges, V.C: 15 days after the exam). */
import type { SessionSettings } from '../../contract/index.ts'

const dayMs = 86_400_000

export type Urgency = 'calm' | 'soon' | 'urgent' | 'late'

export interface Due {
  /** Whole days since the exam. */
  readonly age: number
  /** Whole days until the limit; negative once past. */
  readonly left: number
  readonly urgency: Urgency
}

/** ISO days. Null when the day of the exam is unknown: nothing is due then, and nothing is calm either. */
export function dueOf(studyDate: string | null, today: string, limits: Pick<SessionSettings, 'dueSoonDays' | 'dueUrgentDays' | 'dueLimitDays'>): Due | null {
  if (studyDate === null) return null
  const age = Math.round((Date.parse(today) - Date.parse(studyDate)) / dayMs)
  const urgency = age > limits.dueLimitDays ? 'late' : age >= limits.dueUrgentDays ? 'urgent' : age >= limits.dueSoonDays ? 'soon' : 'calm'
  return { age, left: limits.dueLimitDays - age, urgency }
}
