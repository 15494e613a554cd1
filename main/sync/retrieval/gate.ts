/** Where objects on their way stop while something more urgent uses the line. */
import { ExpectedError } from '../../contract/index.ts'

export interface Gate {
  readonly isOpen: boolean
  open(): void
  close(): void
  /** Resolves once it is open; rejects with `request/aborted`. */
  passed(signal: AbortSignal): Promise<void>
  /** Called at each closing; the returned function ends that. */
  onClose(listener: () => void): () => void
}

export function createGate(): Gate {
  let isOpen = true
  const waiting = new Set<() => void>()
  const closing = new Set<() => void>()
  return {
    get isOpen() { return isOpen },
    open() {
      isOpen = true
      for (const go of waiting) go()
    },
    close() {
      if (!isOpen) return
      isOpen = false
      for (const tell of closing) tell()
    },
    async passed(signal) {
      while (!isOpen) await new Promise<void>((resolve, reject) => {
        const end = (then: () => void) => () => {
          waiting.delete(go)
          signal.removeEventListener('abort', stop)
          then()
        }
        const go = end(resolve)
        const stop = end(() => { reject(new ExpectedError('request/aborted')) })
        if (signal.aborted) return stop()
        waiting.add(go)
        signal.addEventListener('abort', stop)
      })
      if (signal.aborted) throw new ExpectedError('request/aborted')
    },
    onClose(listener) {
      closing.add(listener)
      return () => { closing.delete(listener) }
    },
  }
}
