/** Lets a bounded number of jobs through at once, the most urgent first, first come first served among equals.
 *  Urgency is asked again at each turn: a job may become urgent, or be given up, while it waits. */
export interface Gate {
  /** Resolves when it is this job's turn; call what it returns to let the next one through. */
  enter(urgency: () => number, signal: AbortSignal): Promise<() => void>
}

interface Waiting {
  readonly urgency: () => number
  readonly enter: () => void
}

export function createGate(capacity: number): Gate {
  const waiting = new Set<Waiting>()
  let free = capacity

  const next = (): void => {
    while (free > 0 && waiting.size > 0) {
      let best: Waiting | null = null
      for (const one of waiting) if (best === null || one.urgency() < best.urgency()) best = one
      if (best === null) return
      waiting.delete(best)
      free -= 1
      best.enter()
    }
  }

  return {
    enter: (urgency, signal) => new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error)
      const giveUp = (): void => {
        waiting.delete(job)
        reject(signal.reason as Error)
      }
      const job: Waiting = {
        urgency,
        enter: () => {
          signal.removeEventListener('abort', giveUp)
          let left = false
          resolve(() => {
            if (left) return
            left = true
            free += 1
            next()
          })
        },
      }
      signal.addEventListener('abort', giveUp, { once: true })
      waiting.add(job)
      next()
    }),
  }
}
