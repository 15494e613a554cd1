/** One frame of a cached object, in its own transfer syntax, decrypting only the segments that hold it
 *  (PS3.5 8.1 native frames are contiguous; PS3.5 A.4 encapsulated frames are one or more fragments). */
import type { Cache } from '../cache/index.ts'
import { ExpectedError } from '../contract/index.ts'
import type { FrameIndex } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'

export interface FrameAddress { studyInstanceUID: string; seriesInstanceUID: string; sopInstanceUID: string; frame: number }
export interface FrameBytes { transferSyntaxUID: string; length: number; stream: AsyncIterable<Uint8Array<ArrayBuffer>> }

export interface FramePorts {
  cache: Cache
  store: Store
  /** The cached object turned out to be altered or gone. */
  foundAltered(at: FrameAddress): void
}

export function readFrame({ cache, store, foundAltered }: FramePorts, at: FrameAddress, signal: AbortSignal): FrameBytes {
  const row = store
    .prepare<[string, string, string], { transfer_syntax_uid: string; frames: string }>('SELECT transfer_syntax_uid, frames FROM instances WHERE sop_uid = ? AND series_uid = ? AND study_uid = ? AND is_image = 1')
    .get(at.sopInstanceUID, at.seriesInstanceUID, at.studyInstanceUID)
  const ranges = row === undefined ? null : rangesOf(JSON.parse(row.frames) as FrameIndex, at.frame)
  if (row === undefined || ranges === null) throw new ExpectedError('request/not-found', { subject: at.sopInstanceUID })
  return { transferSyntaxUID: row.transfer_syntax_uid, length: ranges.reduce((sum, range) => sum + range.length, 0), stream: bytes() }

  async function* bytes(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    try {
      for (const range of ranges ?? []) yield* cache.stream(at.sopInstanceUID, range, signal)
    } catch (error) {
      if (error instanceof ExpectedError && error.code === 'cache/corrupt') foundAltered(at)
      throw error
    }
  }
}

function rangesOf(index: FrameIndex, frame: number): { offset: number; length: number }[] | null {
  if (index.kind === 'native') return frame <= index.frames ? [{ offset: index.offset + (frame - 1) * index.frameLength, length: index.frameLength }] : null
  if (index.kind === 'encapsulated') return index.frames[frame - 1]?.fragments ?? null
  return null
}
