/** Bytes on their way to the socket, with their length. An object that turns out to be altered half-way must not
 *  look like a short one: up to `verifiedBytes` everything is read (and so authenticated) before the first byte
 *  leaves, beyond that a failure cuts the connection, which the declared length makes plain. */
import type { ByteBody } from './ports.ts'

/** Larger than any mammogram of one frame (3328 × 4096 × 2 bytes = 27 MB). */
export const verifiedBytes = 64 * 1024 * 1024

export async function byteResponse({ bytes, length }: ByteBody, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  const source = bytes instanceof Uint8Array || length <= verifiedBytes ? pieces(await wholeOf(bytes, length)) : bytes
  return new Response(stream(source, signal), { headers: { ...headers, 'Content-Length': String(length) } })
}

async function wholeOf(source: ByteBody['bytes'], length: number): Promise<Uint8Array<ArrayBuffer>> {
  const whole = source instanceof Uint8Array ? source : await collect(source, length)
  if (whole.byteLength !== length) throw new Error('The body is not as long as announced')
  return whole
}

async function collect(source: AsyncIterable<Uint8Array<ArrayBuffer>>, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(length)
  let at = 0
  for await (const part of source) {
    if (at + part.byteLength > length) throw new Error('The body is longer than announced')
    whole.set(part, at)
    at += part.byteLength
  }
  return whole.subarray(0, at)
}

/** A `Response` of an array would copy it first; of a stream it does not. */
const pieceBytes = 1024 * 1024

async function* pieces(whole: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < whole.byteLength; at += pieceBytes) yield whole.subarray(at, at + pieceBytes)
}

/** Fails, and so cuts the connection, as soon as the session locks. */
function stream(source: AsyncIterable<Uint8Array<ArrayBuffer>>, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      signal.throwIfAborted()
      const { done, value } = await iterator.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  }, { highWaterMark: 0 })
}
