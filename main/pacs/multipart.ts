/** multipart/related bodies (RFC 2046 5.1, PS3.18 8.7.1) as they stream by: bodies are handed on without a copy,
 *  delimiters may be cut anywhere, and what is kept is bounded by the limits whatever the peer sends. */
import { ExpectedError } from '../contract/index.ts'

export type MultipartEvent =
  | { readonly kind: 'part'; readonly headers: ReadonlyMap<string, string> }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'end-of-part' }

export interface MultipartLimits {
  readonly headerBytes: number
  readonly preambleBytes: number
  readonly parts: number
}
export const defaultLimits: MultipartLimits = { headerBytes: 16 * 1024, preambleBytes: 16 * 1024, parts: 10_000 }

export interface MultipartParser {
  /** The events of one chunk. Must be drained before the next push. */
  push(chunk: Uint8Array): IterableIterator<MultipartEvent>
  /** Throws `pacs/interrupted` unless the closing delimiter was seen. */
  end(): void
}

const nothing = Buffer.alloc(0)
const malformed = (cause: string) => new ExpectedError('pacs/malformed', { cause: new Error(cause) })

export function createMultipartParser(boundary: string, limits: MultipartLimits = defaultLimits): MultipartParser {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  let state: 'preamble' | 'delimiter' | 'headers' | 'body' | 'epilogue' = 'preamble'
  // As if a line came before: the first delimiter may open the message.
  let held: Buffer = Buffer.from('\r\n')
  let preamble = 0
  let parts = 0

  return {
    *push(chunk) {
      const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      let bytes = held.length === 0 ? fresh : Buffer.concat([held, fresh])
      held = nothing
      for (;;) {
        if (state === 'epilogue') return
        if (state === 'preamble' || state === 'body') {
          const at = bytes.indexOf(delimiter)
          const end = at >= 0 ? at : bytes.length - partialDelimiter(bytes, delimiter)
          if (state === 'body') {
            if (end > 0) yield { kind: 'data', bytes: bytes.subarray(0, end) }
          } else {
            preamble += end
            if (preamble > limits.preambleBytes) throw malformed('no boundary at the beginning')
          }
          if (at < 0) {
            held = bytes.subarray(end)
            return
          }
          if (state === 'body') yield { kind: 'end-of-part' }
          state = 'delimiter'
          bytes = bytes.subarray(at + delimiter.length)
        } else if (state === 'delimiter') {
          if (bytes.length >= 2 && bytes[0] === 0x2d && bytes[1] === 0x2d) {
            state = 'epilogue'
            return
          }
          const line = bytes.indexOf('\r\n')
          const padding = bytes.subarray(0, line < 0 ? bytes.length : line)
          if (padding.length > 256) throw malformed('text after a boundary')
          if (line < 0) {
            held = bytes
            return
          }
          if (padding.some((byte) => byte !== 0x20 && byte !== 0x09)) throw malformed('text after a boundary')
          parts += 1
          if (parts > limits.parts) throw malformed('too many parts')
          state = 'headers'
          // The line end stays: it opens the empty line of a part without headers.
          bytes = bytes.subarray(line)
        } else {
          const end = bytes.indexOf('\r\n\r\n')
          if ((end < 0 ? bytes.length : end) > limits.headerBytes) throw malformed('part header too long')
          if (end < 0) {
            held = bytes
            return
          }
          yield { kind: 'part', headers: parseHeaders(bytes.toString('latin1', 2, Math.max(2, end))) }
          state = 'body'
          bytes = bytes.subarray(end + 4)
        }
      }
    },
    end() {
      if (state !== 'epilogue') throw new ExpectedError('pacs/interrupted', { cause: new Error('no closing boundary') })
    },
  }
}

/** Length of the longest end of `bytes` that may be the beginning of a delimiter. */
function partialDelimiter(bytes: Buffer, delimiter: Buffer): number {
  const from = Math.max(0, bytes.length - delimiter.length + 1)
  for (let at = bytes.indexOf(0x0d, from); at >= 0; at = bytes.indexOf(0x0d, at + 1)) {
    if (bytes.compare(delimiter, 0, bytes.length - at, at) === 0) return bytes.length - at
  }
  return 0
}

function parseHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  if (text === '') return headers
  for (const line of text.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon <= 0) throw malformed('part header without a name')
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}
