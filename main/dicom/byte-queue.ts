/** Bytes that arrive in pieces and leave in order. Holds only what was not yet taken, so memory is bounded by one
 *  chunk and one requested value. A length that an object claims is never allocated before its bytes are here. */
import { ExpectedError } from '../contract/index.ts'

export interface ByteQueue {
  /** Bytes taken or passed over since the start. */
  readonly position: number
  readonly available: number
  readonly ended: boolean
  push(chunk: Uint8Array): void
  end(): void
  /** The next `count` bytes, left in place; they must be available. */
  peek(count: number): Uint8Array
  take(count: number): Uint8Array
  discard(count: number): void
}

export function createByteQueue(): ByteQueue {
  let chunks: Uint8Array[] = []
  let position = 0
  let available = 0
  let ended = false

  function front(count: number): Uint8Array {
    const first = chunks[0]
    if (first !== undefined && first.length >= count) return first.subarray(0, count)
    const merged = new Uint8Array(count)
    let filled = 0
    for (const chunk of chunks) {
      const part = chunk.subarray(0, count - filled)
      merged.set(part, filled)
      filled += part.length
      if (filled === count) break
    }
    return merged
  }

  function discard(count: number): void {
    position += count
    available -= count
    let left = count
    let whole = 0
    for (const chunk of chunks) {
      if (chunk.length > left) break
      left -= chunk.length
      whole += 1
    }
    if (whole > 0) chunks = chunks.slice(whole)
    const first = chunks[0]
    if (left > 0 && first !== undefined) chunks[0] = first.subarray(left)
  }

  return {
    get position() { return position },
    get available() { return available },
    get ended() { return ended },
    push(chunk) {
      if (chunk.length === 0) return
      chunks.push(chunk)
      available += chunk.length
    },
    end() { ended = true },
    peek: front,
    take(count) {
      const bytes = front(count)
      discard(count)
      return bytes
    },
    discard,
  }
}

/** A reader that stops (yields) whenever it needs more bytes than are here. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Waits until `count` bytes are here; the end of the file before that is a truncation. */
export function* need(queue: ByteQueue, count: number): Steps<void> {
  while (queue.available < count) {
    if (queue.ended) throw truncated(queue.position + count, queue.position + queue.available)
    yield
  }
}

/** Passes over `count` bytes without keeping them. */
export function* skip(queue: ByteQueue, count: number): Steps<void> {
  const end = queue.position + count
  while (queue.position < end) {
    if (queue.available === 0) {
      if (queue.ended) throw truncated(end, queue.position)
      yield
    }
    queue.discard(Math.min(queue.available, end - queue.position))
  }
}

/** False once every byte was read. */
export function* hasMore(queue: ByteQueue): Steps<boolean> {
  while (queue.available === 0) {
    if (queue.ended) return false
    yield
  }
  return true
}

function truncated(expected: number, found: number): ExpectedError {
  return new ExpectedError('dicom/truncated', { params: { expected, found } })
}
