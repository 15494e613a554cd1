/** Tells when nobody was there for a while. Counts by the clock on the wall, so that the time a machine slept counts
 *  too: a timer alone would stand still with it. */

export interface IdleTimer {
  /** Somebody is there. */
  touch(): void
  readonly expired: boolean
  stop(): void
}

export interface IdleTimerPorts {
  readonly now: () => Date
  /** Asked anew each time: the setting may change meanwhile. */
  readonly idleMs: () => number
  readonly onIdle: () => void
}

/** Longest sleep of the timer, so that it catches up soon after the machine wakes. */
const longestSleepMs = 30_000

export function startIdleTimer({ now, idleMs, onIdle }: IdleTimerPorts): IdleTimer {
  let lastSeen = now().getTime()
  let timer: NodeJS.Timeout | null = null
  // A clock that was set back starts the count anew rather than giving hours for free.
  function elapsed(): number {
    const at = now().getTime()
    if (at < lastSeen) lastSeen = at
    return at - lastSeen
  }
  function schedule(): void {
    timer = setTimeout(() => {
      if (elapsed() >= idleMs()) onIdle()
      else schedule()
    }, Math.max(1, Math.min(longestSleepMs, idleMs() - elapsed())))
    timer.unref()
  }
  schedule()
  return {
    touch() {
      lastSeen = now().getTime()
    },
    get expired() {
      return elapsed() >= idleMs()
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
