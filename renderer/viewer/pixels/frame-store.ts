/** Decoded frames, by object and frame: fetched, decoded, kept least-recently-used within a bound of bytes. One frame is
 *  asked for once however many want it; it is given up when nobody wants it any more; what is on screen goes first. */
import type { ImageDescriptor } from '../../../main/contract/image.ts'
import { byteLengthOf, type DecodedFrame } from './frame.ts'
import { createGate } from './gate.ts'
import { ImageProblem } from './problem.ts'
import { createDecodeWorkers, suitableWorkerCount, type DecodeWorkers } from './workers.ts'

/** Bytes of one frame in the transfer syntax of its object. Frames count from 1. */
export type FetchFrame = (image: ImageDescriptor, frame: number, signal: AbortSignal) => Promise<ArrayBuffer>

/** Smaller is more urgent. */
export const urgency = { visible: 0, soon: 1, prefetch: 2 } as const
export type Urgency = (typeof urgency)[keyof typeof urgency]

export interface FrameStore {
  /** The frame if it is decoded already; counts as a use. */
  peek(image: ImageDescriptor, frame: number): DecodedFrame | null
  load(image: ImageDescriptor, frame: number, options: { urgency: Urgency; signal: AbortSignal }): Promise<DecodedFrame>
  /** Frames on screen: never evicted while pinned. Returns the release. */
  pin(image: ImageDescriptor, frame: number): () => void
  usage(): { bytes: number; frames: number; capacity: number }
  dispose(): void
}

export interface FrameStorePorts {
  readonly fetchFrame: FetchFrame
  readonly workers?: DecodeWorkers
  readonly capacityBytes?: number
}

/** Two mammography cases with their priors, decoded, with room for scrolling. */
const DEFAULT_CAPACITY = 768 * 2 ** 20
const PARALLEL_FETCHES = 4

interface Pending {
  readonly wanted: Set<{ urgency: Urgency }>
  readonly abort: AbortController
  readonly result: Promise<DecodedFrame>
}

export const frameKey = (image: Pick<ImageDescriptor, 'sopInstanceUID'>, frame: number): string => `${image.sopInstanceUID}#${frame}`

export function createFrameStore(ports: FrameStorePorts): FrameStore {
  const workers = ports.workers ?? createDecodeWorkers(suitableWorkerCount(globalThis.navigator?.hardwareConcurrency ?? 2))
  workers.warm()
  const capacity = ports.capacityBytes ?? DEFAULT_CAPACITY
  const fetches = createGate(PARALLEL_FETCHES)
  const ready = new Map<string, { frame: DecodedFrame; bytes: number }>()
  const pending = new Map<string, Pending>()
  const pins = new Map<string, number>()
  let bytes = 0

  const touch = (key: string): DecodedFrame | null => {
    const entry = ready.get(key)
    if (entry === undefined) return null
    ready.delete(key)
    ready.set(key, entry)
    return entry.frame
  }

  const keep = (key: string, frame: DecodedFrame): void => {
    const size = byteLengthOf(frame)
    ready.set(key, { frame, bytes: size })
    bytes += size
    for (const [oldest, entry] of ready) {
      if (bytes <= capacity) break
      if (oldest === key || pins.has(oldest)) continue
      ready.delete(oldest)
      bytes -= entry.bytes
    }
  }

  const begin = (key: string, image: ImageDescriptor, frame: number): Pending => {
    const wanted: Pending['wanted'] = new Set()
    const abort = new AbortController()
    const mostUrgent = (): number => Math.min(...[...wanted].map((one) => one.urgency))
    const obtain = async (): Promise<DecodedFrame> => {
      const leave = await fetches.enter(mostUrgent, abort.signal)
      let encoded: ArrayBuffer
      try {
        encoded = await ports.fetchFrame(image, frame, abort.signal)
      } finally {
        leave()
      }
      const decoded = await workers.decode(encoded, image, mostUrgent, abort.signal)
      keep(key, decoded)
      return decoded
    }
    const result = obtain().finally(() => { if (pending.get(key) === job) pending.delete(key) })
    const job: Pending = { wanted, abort, result }
    pending.set(key, job)
    return job
  }

  return {
    peek: (image, frame) => touch(frameKey(image, frame)),
    load(image, frame, { urgency: asked, signal }) {
      const key = frameKey(image, frame)
      const known = touch(key)
      if (known !== null) return Promise.resolve(known)
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      const job = pending.get(key) ?? begin(key, image, frame)
      const want = { urgency: asked }
      job.wanted.add(want)
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          job.wanted.delete(want)
          reject(signal.reason as Error)
          if (job.wanted.size > 0) return
          pending.delete(key)
          job.abort.abort(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        job.result
          .finally(() => signal.removeEventListener('abort', leave))
          .then(resolve, (error: unknown) => reject(error instanceof ImageProblem || signal.aborted ? error as Error : new ImageProblem('unavailable', '', error)))
      })
    },
    pin(image, frame) {
      const key = frameKey(image, frame)
      pins.set(key, (pins.get(key) ?? 0) + 1)
      let pinned = true
      return () => {
        if (!pinned) return
        pinned = false
        const left = (pins.get(key) ?? 1) - 1
        if (left === 0) pins.delete(key)
        else pins.set(key, left)
      }
    },
    usage: () => ({ bytes, frames: ready.size, capacity }),
    dispose() {
      for (const job of pending.values()) job.abort.abort()
      pending.clear()
      ready.clear()
      bytes = 0
      workers.terminate()
    },
  }
}
