/** The pace of a session and the pause that it proposes. Sensitivity falls slightly within long batches (PMC8589803): the
 *  place in the session is always shown, and rest is proposed, never forced. Times in milliseconds at work. */
import type { SessionSettings } from '../../contract/index.ts'

export interface SessionClock {
  readonly activeMs: number
  readonly concluded: number
  /** Both as they stood when the last pause ended. */
  readonly restedMs: number
  readonly restedCount: number
}

export interface Pace {
  readonly perHour: number | null
  readonly meanMs: number | null
}

export type PauseReason = 'cases' | 'minutes'

const hourMs = 3_600_000
const minuteMs = 60_000

/** Null before the first opinion. */
export function paceOf({ activeMs, concluded }: Pick<SessionClock, 'activeMs' | 'concluded'>): Pace {
  if (concluded === 0 || activeMs <= 0) return { perHour: null, meanMs: null }
  return { perHour: Math.round((concluded * hourMs) / activeMs), meanMs: Math.round(activeMs / concluded) }
}

export function pauseProposed(clock: SessionClock, settings: Pick<SessionSettings, 'pauseAfterCases' | 'pauseAfterMinutes'>): PauseReason | null {
  if (clock.concluded - clock.restedCount >= settings.pauseAfterCases) return 'cases'
  return clock.activeMs - clock.restedMs >= settings.pauseAfterMinutes * minuteMs ? 'minutes' : null
}
