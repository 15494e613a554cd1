/** The worker's end of the pool: one frame in, one decoded frame out, both by transfer (27 MB are never cloned). */
import { decode } from './decode.ts'
import type { DecodedFrame } from './frame.ts'
import { ImageProblem } from './problem.ts'
import type { DecodeAnswer, DecodeOrder } from './worker-messages.ts'

self.addEventListener('message', (event: MessageEvent<DecodeOrder>) => {
  const { id, bytes, parameters } = event.data
  decode(new Uint8Array(bytes), parameters).then(
    (frame) => answer({ id, frame }, transferables(frame)),
    (error: unknown) => answer({ id, problem: error instanceof ImageProblem ? { code: error.code, detail: error.detail } : { code: 'corrupt', detail: String(error) } }, []),
  )
})

const answer = (message: DecodeAnswer, transfer: Transferable[]): void => self.postMessage(message, { transfer })

const transferables = (frame: DecodedFrame): Transferable[] => [...new Set(frame.levels.map((level) => level.pixels.buffer))]
