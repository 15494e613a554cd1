/** Writes one encrypted object: segments as the bytes arrive, fsync, fsync of the folder. It has its name from the start,
 *  since an object exists by its row, which comes after: what a crash cuts short has none and is removed (`recover`).
 *  Memory is bounded by two batches of segments, whatever the size of the object. */
import { createHash, createSecretKey } from 'node:crypto'
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ExpectedError } from '../contract/index.ts'
import { isDiskFull } from '../vault/index.ts'
import { sealSegment, segmentBytes, type SegmentPlace } from './segments.ts'

const batchSegments = 16

export interface ObjectFile {
  readonly path: string
  readonly header: Buffer
  readonly key: Uint8Array
  /** Throws when the work must stop: aborted by the caller, or the session locked. */
  readonly assertWanted: () => void
}

export interface WrittenObject {
  readonly length: number
  /** Of the plaintext, hex. */
  readonly sha256: string
}

async function writeAll(handle: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  for (let left = pieces; left.length > 0;) {
    let { bytesWritten: written } = await handle.writev(left)
    left = left.flatMap((piece) => {
      const done = Math.min(written, piece.length)
      written -= done
      return done === piece.length ? [] : [piece.subarray(done)]
    })
  }
}

/** Gathers sealed segments and writes them by the batch, one batch on its way to the disk while the next one fills. */
function createBatches(handle: FileHandle, header: Buffer) {
  let filling = [header]
  let underWay: Promise<void> = Promise.resolve()
  async function flush(): Promise<void> {
    await underWay
    underWay = writeAll(handle, filling)
    underWay.catch(() => undefined) // it is awaited by the next flush, or by `end`
    filling = []
  }
  return {
    async add(place: SegmentPlace, plain: Uint8Array): Promise<void> {
      filling.push(...sealSegment(place, plain))
      if (filling.length >= 2 * batchSegments) await flush()
    },
    async end(): Promise<void> {
      await flush()
      await underWay
    },
    /** Once nothing is on its way to the disk any more, whatever became of it. */
    idle: (): Promise<void> => underWay.catch(() => undefined),
  }
}

/** Makes a new name in `folder` durable. Windows has no such call and orders its own metadata. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeSegments(handle: FileHandle, file: ObjectFile, source: AsyncIterable<Uint8Array>): Promise<WrittenObject> {
  const { header } = file
  // Made once: from bytes, each segment would make its own, which takes as long as the segment.
  const key = createSecretKey(file.key)
  const hash = createHash('sha256')
  const batches = createBatches(handle, header)
  const segment = Buffer.alloc(segmentBytes)
  let held = 0
  let index = 0
  let length = 0

  async function seal(last: boolean): Promise<void> {
    await batches.add({ key, header, index, last }, segment.subarray(0, held))
    index += 1
    held = 0
  }

  try {
    for await (const chunk of source) {
      file.assertWanted()
      hash.update(chunk)
      length += chunk.length
      for (let taken = 0; taken < chunk.length; ) {
        // A full segment is sealed only when more follows: the last one is marked as such.
        if (held === segmentBytes) await seal(false)
        const part = chunk.subarray(taken, taken + segmentBytes - held)
        segment.set(part, held)
        held += part.length
        taken += part.length
      }
    }
    await seal(true)
    await batches.end()
    return { length, sha256: hash.digest('hex') }
  } finally {
    segment.fill(0)
    await batches.idle()
  }
}

/** In a folder that is made when it is the first time. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const folder = dirname(path)
    if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(dirname(folder))
    return open(path, 'wx', 0o600)
  }
}

export async function writeObject(file: ObjectFile, source: AsyncIterable<Uint8Array>): Promise<WrittenObject> {
  try {
    const handle = await openNew(file.path)
    let written: WrittenObject
    try {
      written = await writeSegments(handle, file, source)
      await handle.sync()
    } finally {
      await handle.close()
    }
    file.assertWanted()
    await syncFolder(dirname(file.path))
    return written
  } catch (error) {
    await rm(file.path, { force: true })
    throw isDiskFull(error) ? new ExpectedError('store/full', { cause: error }) : error
  }
}
