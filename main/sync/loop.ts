/** A supervised loop: does what is due, sleeps until the next thing is, wakes when told. A bug in a step is reported
 *  and the loop goes on; stopping aborts the step in progress and waits for it. */
import type { Clock } from './clock.ts'

export interface Loop {
  start(): void
  wake(): void
  stop(): Promise<void>
}

export interface LoopWork {
  /** One piece of work; false when there was none. */
  step(signal: AbortSignal): Promise<boolean>
  /** Milliseconds until something is due by itself; null when only a wake can bring work. */
  dueIn(): number | null
}

/** After a bug, so that it does not spin. */
const pauseAfterBug = 30_000

export function createLoop({ clock, onBug }: { clock: Clock; onBug: (error: unknown) => void }, work: LoopWork): Loop {
  let controller: AbortController | null = null
  let ended: Promise<void> = Promise.resolve()
  let wake: () => void = () => undefined
  let woken = false

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let pause: number | null
      woken = false
      try {
        while (!signal.aborted && (await work.step(signal)));
        pause = signal.aborted ? null : work.dueIn()
      } catch (error) {
        if (signal.aborted) return
        onBug(error)
        pause = pauseAfterBug
      }
      await sleep(pause, signal)
    }
  }

  function sleep(ms: number | null, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || woken) return resolve()
      const cancel = ms === null ? () => undefined : clock.timer(ms, () => wake())
      const done = () => {
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done, { once: true })
      wake = done
    })
  }

  return {
    start() {
      if (controller !== null) return
      controller = new AbortController()
      ended = run(controller.signal)
    },
    wake() {
      woken = true
      wake()
    },
    async stop() {
      controller?.abort()
      await ended
      controller = null
    },
  }
}
