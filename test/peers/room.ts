/** Resolves when a stream takes more, or never will: its listeners go with it. */
import type { Writable } from 'node:stream'

export function room(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done)
      resolve()
    }
    stream.on('drain', done).on('close', done)
    if (stream.destroyed) done()
  })
}
