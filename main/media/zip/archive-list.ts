/** The list of a zip archive, from its end (APPNOTE 4.3.12, 4.3.16; 4.5.3 for 64-bit sizes). Only the list says what an archive
 *  holds; names are labels and never become paths of ours. Bounded: list and entries; two entries that share bytes are
 *  how small archives unfold without end, and are refused. Faults: `media/archive-*`. */
import { ExpectedError } from '../../contract/index.ts'

/** The longest comment (64 KiB) with the end records of both kinds. */
export const tailLength = 65_535 + 22 + 20 + 56
const maximumList = 64 * 2 ** 20
export const maximumEntries = 100_000

export interface ListPlace { readonly offset: number; readonly length: number; readonly entries: number }

export interface ArchiveEntry {
  readonly name: string
  /** As stored, for the comparison with the entry's own header. */
  readonly rawName: string
  readonly method: 0 | 8
  readonly encrypted: boolean
  readonly checksum: number
  readonly compressed: number
  readonly size: number
  /** Of its own header, and how many bytes to ask for from there: up to the next entry. */
  readonly offset: number
  readonly length: number
}

/** Where the list lies. `tail` ends with the archive of `archiveSize` bytes. */
export function findList(tail: Buffer, archiveSize: number): ListPlace {
  const end = endRecord(tail)
  const start = archiveSize - tail.length
  const sixtyFour = end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50 ? wide(tail, Number(tail.readBigUInt64LE(end - 12)) - start) : null
  const place = sixtyFour ?? { offset: tail.readUInt32LE(end + 16), length: tail.readUInt32LE(end + 12), entries: tail.readUInt16LE(end + 10), at: start + end }
  if (tail.readUInt16LE(end + 4) !== 0 && sixtyFour === null) throw new ExpectedError('media/archive-damaged')
  if (place.entries > maximumEntries || place.length > maximumList) throw new ExpectedError('media/archive-too-large', { params: { limit: maximumEntries } })
  if (place.offset + place.length !== place.at) throw new ExpectedError('media/archive-damaged')
  return { offset: place.offset, length: place.length, entries: place.entries }
}

function endRecord(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === 0x06054b50 && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return at
  throw new ExpectedError('media/archive-truncated')
}

function wide(tail: Buffer, at: number): ListPlace & { at: number } {
  if (!Number.isSafeInteger(at) || at < 0 || at + 56 > tail.length || tail.readUInt32LE(at) !== 0x06064b50) throw new ExpectedError('media/archive-damaged')
  const number = (offset: number) => safe(tail.readBigUInt64LE(at + offset))
  const [entries, length, offset] = [number(32), number(40), number(48)]
  return { entries, length, offset, at: offset + length }
}

export function readList(bytes: Buffer, place: ListPlace): ArchiveEntry[] {
  const entries: Omit<ArchiveEntry, 'length'>[] = []
  let at = 0
  for (let count = 0; count < place.entries; count += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new ExpectedError('media/archive-damaged')
    const [nameLength, extraLength, commentLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
    const next = at + 46 + nameLength + extraLength + commentLength
    if (next > bytes.length) throw new ExpectedError('media/archive-damaged')
    const raw = bytes.subarray(at + 46, at + 46 + nameLength)
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const flags = bytes.readUInt16LE(at + 8)
    const sizes = wideSizes(extra, { size: bytes.readUInt32LE(at + 24), compressed: bytes.readUInt32LE(at + 20), offset: bytes.readUInt32LE(at + 42) })
    entries.push({ name: nameOf(raw, (flags & 0x800) !== 0), rawName: raw.toString('latin1'), method: bytes.readUInt16LE(at + 10) as 0 | 8, encrypted: (flags & 0x2041) !== 0, checksum: bytes.readUInt32LE(at + 16), ...sizes })
    at = next
  }
  if (at !== bytes.length) throw new ExpectedError('media/archive-damaged')
  return withoutSharedBytes(entries, place.offset)
}

/** Each value that does not fit 32 bits stands in extra field 0001, in this order. */
function wideSizes(extra: Buffer, narrow: { size: number; compressed: number; offset: number }): { size: number; compressed: number; offset: number } {
  const given = { ...narrow }
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let from = at + 4
    for (const key of ['size', 'compressed', 'offset'] as const) {
      if (narrow[key] !== 0xffffffff) continue
      if (from + 8 > extra.length) throw new ExpectedError('media/archive-damaged')
      given[key] = safe(extra.readBigUInt64LE(from))
      from += 8
    }
  }
  return given
}

function withoutSharedBytes(entries: readonly Omit<ArchiveEntry, 'length'>[], listOffset: number): ArchiveEntry[] {
  const sorted = entries.toSorted((one, other) => one.offset - other.offset)
  const ends = new Map<object, number>()
  sorted.forEach((entry, index) => {
    const next = sorted[index + 1]?.offset ?? listOffset
    if (entry.offset + 30 + entry.rawName.length + entry.compressed > next) throw new ExpectedError(next > entry.offset + 30 ? 'media/archive-damaged' : 'media/archive-bomb')
    ends.set(entry, next)
  })
  return entries.map((entry) => ({ ...entry, length: Math.min((ends.get(entry) ?? 0) - entry.offset, 30 + entry.rawName.length + 65_535 + entry.compressed) }))
}

/** UTF-8 where it is said or is so; else each byte as it comes (CP437 and Latin-1 share the letters of names). */
function nameOf(raw: Buffer, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return isUtf8 ? raw.toString('utf8') : raw.toString('latin1')
  }
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ExpectedError('media/archive-damaged')
  return Number(value)
}
