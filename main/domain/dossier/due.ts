/** Terms of an exam: the colour of its age against the limit of the order, and when films to redo are reminded of and
 *  given up. Instants in milliseconds of the epoch, days as whole days. */
import type { DossierParameters } from './parameters.ts'
import type { Dossier } from './dossier.ts'

export const dayMs = 86_400_000
export const minuteMs = 60_000

export type Due = 'a-temps' | 'bientot' | 'urgent' | 'depasse'

/** `days` since the mammogram: the limit itself is still in time, the day after is not. */
export function dueOf({ due }: Pick<DossierParameters, 'due'>, days: number): Due {
  if (days > due.limitDays) return 'depasse'
  if (days >= due.urgentDays) return 'urgent'
  return days >= due.soonDays ? 'bientot' : 'a-temps'
}

/** Calendar months by the Gregorian calendar in UTC; the 31st becomes the last day of a shorter month. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}

/** When the next reminder for films to redo is due; null while none is awaited. */
export function reminderDueAt(parameters: Pick<DossierParameters, 'retakeReminderDays'>, { retake }: Pick<Dossier, 'retake'>): number | null {
  return retake === null ? null : (retake.reminders.at(-1) ?? retake.since) + parameters.retakeReminderDays * dayMs
}

export function retakeLimitAt(parameters: Pick<DossierParameters, 'retakeLimitMonths'>, { retake }: Pick<Dossier, 'retake'>): number | null {
  return retake === null ? null : addMonths(retake.since, parameters.retakeLimitMonths)
}
