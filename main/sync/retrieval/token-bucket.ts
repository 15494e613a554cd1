/** The share of a line that retrievals may take: bytes are taken from a bucket that fills at the line's rate. A large
 *  piece puts the bucket in debt, which the next one waits for, so that pieces of any size keep the rate. */
import { ExpectedError } from '../../contract/index.ts'
import type { Clock } from '../clock.ts'

export interface TokenBucket {
  /** Resolves when these bytes may be taken. */
  take(bytes: number, signal: AbortSignal): Promise<void>
}

/** What may be taken at once after a pause, seconds of the rate. */
const burstSeconds = 0.25

/** `bytesPerSecond` is asked at each taking; null: no limit. */
export function createTokenBucket(clock: Clock, bytesPerSecond: () => number | null): TokenBucket {
  let level = 0
  let at = clock.now().getTime()
  return {
    async take(bytes, signal) {
      const rate = bytesPerSecond()
      if (rate === null) return
      const now = clock.now().getTime()
      level = Math.min(rate * burstSeconds, level + (Math.max(0, now - at) / 1000) * rate) - bytes
      at = now
      if (level < 0) await wait(clock, (-level / rate) * 1000, signal)
    },
  }
}

function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel()
      reject(new ExpectedError('request/aborted'))
    }
    const cancel = clock.timer(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
  })
}
