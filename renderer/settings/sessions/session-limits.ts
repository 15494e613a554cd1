/** What a form of the reading sessions may hold: the bounds of the contract, and days that come in their order. */
import { sessionSettings, type SessionSettings } from '../../../main/contract/index.ts'

export type SessionField = keyof SessionSettings
/** Seconds in the form, milliseconds in the contract; the rest as it is. */
const perUnit: Partial<Record<SessionField, number>> = { guardMs: 1000 }

export const shownValue = (name: SessionField, value: number): number => value / (perUnit[name] ?? 1)
export const keptValue = (name: SessionField, shown: number): number => Math.round(shown * (perUnit[name] ?? 1))

export function boundsOf(name: SessionField): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = sessionSettings.shape[name]
  return { min: shownValue(name, minValue ?? 0), max: shownValue(name, maxValue ?? 0) }
}

export type SessionProblem = SessionField | 'order'

export function sessionProblems(sessions: SessionSettings): readonly SessionProblem[] {
  const outside = (Object.keys(sessions) as SessionField[]).filter((name) => !sessionSettings.shape[name].safeParse(sessions[name]).success)
  const { dueSoonDays, dueUrgentDays, dueLimitDays } = sessions
  return [...outside, ...(dueSoonDays > dueUrgentDays || dueUrgentDays > dueLimitDays ? ['order' as const] : [])]
}
