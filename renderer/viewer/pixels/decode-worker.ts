/** The worker's end of the pool: one frame in, one decoded frame out, both by transfer (27 MB are never cloned). */
import { warmCodec } from './codecs/wasm.ts'
import { decode, decodeSlab } from './decode.ts'
import { thinned, type DecodedFrame } from './frame.ts'
import { ImageProblem } from './problem.ts'
import type { DecodeAnswer, DecodeOrder, WarmOrder } from './worker-messages.ts'

self.addEventListener('message', (event: MessageEvent<DecodeOrder | WarmOrder>) => {
  // A codec that does not compile now says so when a frame needs it.
  if ('warm' in event.data) return void warmCodec('jpeg-ls').catch(() => undefined)
  const { id, reduction } = event.data
  obtain(event.data).then(
    (whole) => {
      const frame = thinned(whole, reduction)
      answer({ id, frame }, transferables(frame))
    },
    (error: unknown) => answer({ id, problem: error instanceof ImageProblem ? { code: error.code, detail: error.detail } : { code: 'corrupt', detail: String(error) } }, []),
  )
})

async function obtain({ sources, combine }: DecodeOrder): Promise<DecodedFrame> {
  const encoded = sources.map(({ bytes, parameters }) => ({ bytes: new Uint8Array(bytes), image: parameters }))
  const [first] = encoded
  if (first === undefined) throw new ImageProblem('corrupt', 'nothing to decode')
  return combine === null ? decode(first) : decodeSlab(encoded, combine)
}

const answer = (message: DecodeAnswer, transfer: Transferable[]): void => self.postMessage(message, { transfer })

const transferables = (frame: DecodedFrame): Transferable[] => [...new Set(frame.levels.map((level) => level.pixels.buffer))]
