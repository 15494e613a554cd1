/** Reads bytes of one encrypted object, decrypting only the segments that hold them. Fails closed: a bad tag, a cut
 *  file or a foreign header is `cache/corrupt`, never partial bytes. */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { ExpectedError } from '../contract/index.ts'
import { fileLength, headerBytes, openSegment, saltOf, sealedSegmentBytes, segmentBytes, segmentCount } from './segments.ts'

const segmentsInBatch = 16

export interface Range {
  readonly offset: number
  readonly length: number
}

export interface StoredObject {
  readonly path: string
  readonly sopInstanceUID: string
  /** Of the plaintext. */
  readonly length: number
  readonly fileKey: (salt: Uint8Array) => Uint8Array
  /** Throws when the work must stop: aborted by the caller, or the session locked. */
  readonly assertWanted: () => void
}

/** Plaintext bytes: `from` inclusive, `to` exclusive. */
interface Bounds {
  readonly from: number
  readonly to: number
}

interface OpenObject {
  readonly object: StoredObject
  readonly handle: FileHandle
  readonly header: Buffer
  readonly key: KeyObject
}

const corrupt = (object: StoredObject, cause?: unknown) =>
  new ExpectedError('cache/corrupt', { subject: object.sopInstanceUID, ...(cause === undefined ? {} : { cause }) })

async function fill(handle: FileHandle, target: Buffer, position: number): Promise<boolean> {
  for (let read = 0; read < target.length; ) {
    const { bytesRead } = await handle.read(target, read, target.length - read, position + read)
    if (bytesRead === 0) return false
    read += bytesRead
  }
  return true
}

async function openObject(object: StoredObject): Promise<OpenObject> {
  object.assertWanted()
  const handle = await open(object.path, 'r').catch((error: unknown) => {
    throw corrupt(object, error)
  })
  try {
    // Cut or lengthened: said at once, even when the segments asked for are whole.
    if ((await handle.stat()).size !== fileLength(object.length)) throw corrupt(object)
    const header = Buffer.alloc(headerBytes)
    const salt = (await fill(handle, header, 0)) ? saltOf(header) : null
    if (salt === null) throw corrupt(object)
    const key = object.fileKey(salt)
    const opened = { object, handle, header, key: createSecretKey(key) }
    key.fill(0)
    return opened
  } catch (error) {
    await handle.close()
    throw error
  }
}

const closeObject = ({ handle }: OpenObject): Promise<void> => handle.close()

/** The sealed segments that hold the bytes of `bounds`, on their way from the disk. */
async function fetchSegments({ object, handle }: OpenObject, { from, to }: Bounds, buffer: Buffer): Promise<Buffer> {
  const start = headerBytes + Math.floor(from / segmentBytes) * sealedSegmentBytes
  const end = Math.min(headerBytes + Math.ceil(to / segmentBytes) * sealedSegmentBytes, fileLength(object.length))
  const bytes = buffer.subarray(0, end - start)
  if (!(await fill(handle, bytes, start))) throw corrupt(object)
  return bytes
}

/** Decrypts the bytes of `bounds` out of their sealed segments into `target`. */
function openSegments({ object, header, key }: OpenObject, { from, to }: Bounds, sealed: Buffer, target: Uint8Array, at: number): void {
  const first = Math.floor(from / segmentBytes)
  const lastOfFile = segmentCount(object.length) - 1
  for (let index = first; index * segmentBytes < to; index++) {
    const place = (index - first) * sealedSegmentBytes
    const plain = openSegment({ key, header, index, last: index === lastOfFile }, sealed.subarray(place, place + sealedSegmentBytes))
    if (plain === null) throw corrupt(object)
    const origin = index * segmentBytes
    const part = plain.subarray(Math.max(0, from - origin), Math.min(plain.length, to - origin))
    target.set(part, at + Math.max(0, origin - from))
  }
}

/** Ends of the batches of a range: each at a segment boundary, so that no segment is decrypted twice. */
function* batchesOf({ from, to }: Bounds): Generator<Bounds> {
  for (let at = from; at < to; ) {
    const boundary = (Math.floor(at / segmentBytes) + segmentsInBatch) * segmentBytes
    const next = Math.min(to, boundary)
    yield { from: at, to: next }
    at = next
  }
}

function boundsOf(object: StoredObject, range: Range | null): Bounds {
  const { offset, length } = range ?? { offset: 0, length: object.length }
  if (!Number.isInteger(offset) || !Number.isInteger(length) || offset < 0 || length < 0 || offset + length > object.length)
    throw new RangeError(`Bytes ${offset} to ${offset + length} were asked of an object of ${object.length}`)
  return { from: offset, to: offset + length }
}

/** An object without bytes still has its one segment to be verified. */
async function verifyEmpty({ object, handle, header, key }: OpenObject): Promise<void> {
  const sealed = Buffer.alloc(fileLength(0) - headerBytes)
  if (!(await fill(handle, sealed, headerBytes)) || openSegment({ key, header, index: 0, last: true }, sealed) === null) throw corrupt(object)
}

interface Batch {
  readonly bounds: Bounds
  readonly sealed: Buffer
}

/** The batches of a range, in order, the next one on its way from the disk while the present one is decrypted. A batch
 *  is good until the next one is asked for: the buffers take turns. */
async function* batchesFromDisk(opened: OpenObject, range: Bounds): AsyncGenerator<Batch> {
  const [first, ...rest] = batchesOf(range)
  if (first === undefined) return
  const segments = rest.length > 0 ? segmentsInBatch : Math.ceil(first.to / segmentBytes) - Math.floor(first.from / segmentBytes)
  let buffer = Buffer.allocUnsafe(segments * sealedSegmentBytes)
  let spare = rest.length > 0 ? Buffer.allocUnsafe(buffer.length) : buffer
  let coming = fetchSegments(opened, first, buffer)
  try {
    for (const [index, bounds] of [first, ...rest].entries()) {
      const sealed = await coming
      opened.object.assertWanted()
      const next = rest[index]
      if (next !== undefined) {
        coming = fetchSegments(opened, next, spare)
        coming.catch(() => undefined) // it is awaited by the next round, or below
      }
      yield { bounds, sealed }
      ;[buffer, spare] = [spare, buffer]
    }
  } finally {
    await coming.catch(() => undefined) // the file is closed only when nothing reads it any more
  }
}

export async function readObject(object: StoredObject, range: Range | null): Promise<Uint8Array<ArrayBuffer>> {
  const bounds = boundsOf(object, range)
  const opened = await openObject(object)
  try {
    if (object.length === 0) await verifyEmpty(opened)
    const bytes = new Uint8Array(bounds.to - bounds.from)
    for await (const batch of batchesFromDisk(opened, bounds)) openSegments(opened, batch.bounds, batch.sealed, bytes, batch.bounds.from - bounds.from)
    return bytes
  } finally {
    await closeObject(opened)
  }
}

export async function* streamObject(object: StoredObject, range: Range | null): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const bounds = boundsOf(object, range)
  const opened = await openObject(object)
  try {
    if (object.length === 0) await verifyEmpty(opened)
    for await (const batch of batchesFromDisk(opened, bounds)) {
      const bytes = new Uint8Array(batch.bounds.to - batch.bounds.from)
      openSegments(opened, batch.bounds, batch.sealed, bytes, 0)
      yield bytes
    }
  } finally {
    await closeObject(opened)
  }
}
