/** Time as a port, so that waits of a quarter of an hour are tested in no time. */

export interface Clock {
  now(): Date
  /** Calls `fire` once after `ms`; the returned function calls it off. */
  timer(ms: number, fire: () => void): () => void
}

/** The longest delay that Node's timers hold. */
const longest = 2 ** 31 - 1

export const realClock: Clock = {
  now: () => new Date(),
  timer(ms, fire) {
    const timer = setTimeout(fire, Math.min(Math.max(ms, 0), longest))
    return () => clearTimeout(timer)
  },
}

/** An instant that many milliseconds from now, as it stands in the tables (ISO 8601 UTC, sortable as text). */
export function instantIn(clock: Clock, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString()
}
