/** Joins a C-MOVE with the C-STORE that it causes on another association: the object goes to whoever asked for it, and is
 *  acknowledged once that one took all of it. */
import type { ExpectedError } from '../../contract/index.ts'
import type { ReceivedObject } from './acceptor.ts'

export interface Expected {
  /** Resolves when the object begins to arrive. */
  readonly begins: Promise<ReceivedObject>
  /** The caller took all of it, or gave up. */
  end(failed?: ExpectedError): void
}

export interface ExpectedObjects {
  expect(sopInstanceUID: string): Expected
  /** True when somebody waits for this object; resolves once it was taken. */
  deliver(object: ReceivedObject): Promise<boolean>
}

export function createExpectedObjects(): ExpectedObjects {
  const waiting = new Map<string, { begin(object: ReceivedObject): void; readonly taken: Promise<void> }[]>()
  return {
    expect(sopInstanceUID) {
      const { promise: begins, resolve: begin } = Promise.withResolvers<ReceivedObject>()
      const { promise: taken, resolve, reject } = Promise.withResolvers<void>()
      taken.catch(() => undefined)
      const entry = { begin, taken }
      waiting.set(sopInstanceUID, [...(waiting.get(sopInstanceUID) ?? []), entry])
      return {
        begins,
        end(failed) {
          const others = (waiting.get(sopInstanceUID) ?? []).filter((one) => one !== entry)
          if (others.length === 0) waiting.delete(sopInstanceUID)
          else waiting.set(sopInstanceUID, others)
          if (failed === undefined) resolve()
          else reject(failed)
        },
      }
    },
    async deliver(object) {
      const [first, ...others] = waiting.get(object.sopInstanceUID) ?? []
      if (first === undefined) return false
      // A second copy goes to the second who asked.
      if (others.length === 0) waiting.delete(object.sopInstanceUID)
      else waiting.set(object.sopInstanceUID, others)
      first.begin(object)
      await first.taken
      return true
    },
  }
}
