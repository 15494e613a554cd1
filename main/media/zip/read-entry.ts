/** One entry of an archive as its bytes arrive, unpacked. The entry's own header must agree with the list; what comes out is
 *  bounded by the size that the list gives and compared with its checksum. `part`: only its beginning is here, so neither
 *  end nor checksum can be asked for. */
import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createInflateRaw } from 'node:zlib'
import { ExpectedError } from '../../contract/index.ts'
import type { ArchiveEntry } from './archive-list.ts'

/** DEFLATE makes at most 1032 of one; images of black make a hundred. */
const maximumRatio = 250
const alwaysAllowed = 64 * 2 ** 20
/** Unpacked at once: fewer turns for an object of gigabytes. */
const pieceBytes = 128 * 1024

/** What must not even be begun, by the list alone. */
export function refusal({ name, method, encrypted, compressed, size }: ArchiveEntry): ExpectedError | null {
  if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\0/.test(name)) return new ExpectedError('media/archive-path')
  if (encrypted) return new ExpectedError('media/archive-encrypted')
  if (/\.(zip|7z|rar|tar|gz|tgz|xz|bz2)$/i.test(name)) return new ExpectedError('media/archive-nested')
  if (![0, 8].includes(method)) return new ExpectedError('media/archive-method')
  if (method === 0 && compressed !== size) return new ExpectedError('media/archive-damaged')
  return size > alwaysAllowed && size > compressed * maximumRatio ? new ExpectedError('media/archive-bomb') : null
}

export async function* readEntry(source: AsyncIterable<Uint8Array>, entry: ArchiveEntry, { part }: { part: boolean }): AsyncGenerator<Uint8Array> {
  const refused = refusal(entry)
  if (refused !== null) throw refused
  const packed = packedBytes(source, entry, part)
  let size = 0
  let checksum = 0
  for await (const chunk of entry.method === 0 ? packed : inflated(packed, part)) {
    size += chunk.length
    if (size > entry.size) throw new ExpectedError('media/archive-bomb')
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (!part && (size !== entry.size || checksum !== entry.checksum)) throw new ExpectedError('media/archive-damaged')
}

/** The entry's bytes without its header, and nothing of what follows them. */
async function* packedBytes(source: AsyncIterable<Uint8Array>, entry: ArchiveEntry, part: boolean): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  let left = entry.compressed
  for await (const chunk of source) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (head !== null) {
      bytes = head = Buffer.concat([head, bytes])
      const start = bytes.length < 30 ? null : 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)
      if (start === null || bytes.length < start) continue
      checkHeader(bytes, entry)
      head = null
      bytes = bytes.subarray(start)
    }
    const given = bytes.subarray(0, left)
    left -= given.length
    if (given.length > 0) yield given
    if (left === 0) return
  }
  if (!part && (left > 0 || head !== null)) throw new ExpectedError('media/archive-truncated')
}

function checkHeader(bytes: Buffer, entry: ArchiveEntry): void {
  const agrees = bytes.readUInt32LE(0) === 0x04034b50 && bytes.readUInt16LE(8) === entry.method && bytes.toString('latin1', 30, 30 + bytes.readUInt16LE(26)) === entry.rawName
  if (!agrees) throw new ExpectedError('media/archive-damaged')
}

async function* inflated(packed: AsyncIterable<Buffer>, part: boolean): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: pieceBytes, ...part ? { finishFlush: constants.Z_SYNC_FLUSH } : {} })
  // An error of either side ends the other and is thrown by the loop.
  pipeline(Readable.from(packed), inflate, () => undefined)
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array
  } catch (error) {
    throw error instanceof ExpectedError || !isZlib(error) ? error : new ExpectedError('media/archive-damaged', { cause: error })
  }
}

const isZlib = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
