/** The worker's end of the pool: one frame in, one decoded frame out, both by transfer (27 MB are never cloned). */
import { warmCodec } from './codecs/wasm.ts'
import { decode } from './decode.ts'
import type { DecodedFrame } from './frame.ts'
import { ImageProblem } from './problem.ts'
import type { DecodeAnswer, DecodeOrder, WarmOrder } from './worker-messages.ts'

self.addEventListener('message', (event: MessageEvent<DecodeOrder | WarmOrder>) => {
  // A codec that does not compile now says so when a frame needs it.
  if ('warm' in event.data) return void warmCodec('jpeg-ls').catch(() => undefined)
  const { id, bytes, parameters } = event.data
  decode(new Uint8Array(bytes), parameters).then(
    (frame) => answer({ id, frame }, transferables(frame)),
    (error: unknown) => answer({ id, problem: error instanceof ImageProblem ? { code: error.code, detail: error.detail } : { code: 'corrupt', detail: String(error) } }, []),
  )
})

const answer = (message: DecodeAnswer, transfer: Transferable[]): void => self.postMessage(message, { transfer })

const transferables = (frame: DecodedFrame): Transferable[] => [...new Set(frame.levels.map((level) => level.pixels.buffer))]
