/** Decoded frames, by object and frame: fetched, decoded, kept least-recently-used within a bound of bytes. One frame is
 *  asked for once however many want it; it is given up when nobody wants it any more; what is on screen goes first. */
import type { ImageDescriptor } from '../../../main/contract/image.ts'
import { byteLengthOf, expectedBytes, reductionOf, thinned, type DecodedFrame, type GreyFrame } from './frame.ts'
import { createGate } from './gate.ts'
import { ImageProblem } from './problem.ts'
import type { Combine } from './slab.ts'
import { createDecodeWorkers, suitableWorkerCount, type DecodeWorkers } from './workers.ts'

/** Bytes of one frame in the transfer syntax of its object. Frames count from 1. */
export type FetchFrame = (image: ImageDescriptor, frame: number, signal: AbortSignal) => Promise<ArrayBuffer>

/** Smaller is more urgent. */
export const urgency = { visible: 0, soon: 1, prefetch: 2 } as const
export type Urgency = (typeof urgency)[keyof typeof urgency]

export interface LoadOptions {
  readonly urgency: Urgency
  readonly signal: AbortSignal
  /** Image pixels per pixel that suffice: a thin frame, without its finer copies, is kept and given. 1, the default, is
   *  the whole frame. */
  readonly reduction?: number
}

export interface FrameStore {
  /** The frame if it is decoded already, and finely enough; counts as a use. */
  peek(image: ImageDescriptor, frame: number, reduction?: number): DecodedFrame | null
  /** As `peek`, without counting as a use. */
  has(image: ImageDescriptor, frame: number, reduction?: number): boolean
  load(image: ImageDescriptor, frame: number, options: LoadOptions): Promise<DecodedFrame>
  /** Neighbouring slices as one, at full resolution; counted in `usage` until released. */
  loadSlab(slices: readonly { readonly image: ImageDescriptor; readonly frame: number }[], combine: Combine, options: Pick<LoadOptions, 'urgency' | 'signal'>): Promise<HeldSlab>
  /** Lets the copies finer than `reduction` go; `null`: the whole frame. What is pinned stays. */
  thin(image: ImageDescriptor, frame: number, reduction: number | null): void
  /** Frames on screen: never evicted while pinned. Returns the release. */
  pin(image: ImageDescriptor, frame: number): () => void
  usage(): { bytes: number; frames: number; capacity: number }
  /** Bytes that these frames take here, each as it is held or as it will be when decoded whole. */
  room(references: readonly { readonly image: ImageDescriptor; readonly frame: number }[]): number
  dispose(): void
}

export interface HeldSlab {
  readonly frame: GreyFrame
  release(): void
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
  readonly name: string
}

export const frameKey = (image: Pick<ImageDescriptor, 'sopInstanceUID'>, frame: number): string => `${image.sopInstanceUID}#${frame}`

export function createFrameStore(ports: FrameStorePorts): FrameStore {
  const workers = ports.workers ?? createDecodeWorkers(suitableWorkerCount(globalThis.navigator?.hardwareConcurrency ?? 2))
  workers.warm()
  const capacity = ports.capacityBytes ?? DEFAULT_CAPACITY
  const fetches = createGate(PARALLEL_FETCHES)
  const ready = new Map<string, { frame: DecodedFrame; bytes: number }>()
  const slabs = new Map<symbol, number>()
  const pending = new Map<string, Pending>()
  const pins = new Map<string, number>()
  let bytes = 0

  const touch = (key: string, reduction: number): DecodedFrame | null => {
    const entry = ready.get(key)
    // The coarsest copy may be finer than what was asked for, never the other way round.
    if (entry === undefined || reductionOf(entry.frame) > reduction) return null
    ready.delete(key)
    ready.set(key, entry)
    return entry.frame
  }

  const put = (key: string, frame: DecodedFrame): void => {
    bytes -= ready.get(key)?.bytes ?? 0
    const size = byteLengthOf(frame)
    ready.set(key, { frame, bytes: size })
    bytes += size
  }

  const makeRoom = (justCame: string | null): void => {
    for (const [oldest, entry] of ready) {
      if (bytes <= capacity) break
      if (oldest === justCame || pins.has(oldest)) continue
      ready.delete(oldest)
      bytes -= entry.bytes
    }
  }

  const keep = (key: string, frame: DecodedFrame): DecodedFrame => {
    const known = ready.get(key)
    // A finer one came in the meantime.
    if (known !== undefined && reductionOf(known.frame) <= reductionOf(frame)) return known.frame
    put(key, frame)
    makeRoom(key)
    return frame
  }

  const begin = (key: string, image: ImageDescriptor, frame: number, reduction: number): Pending => {
    const wanted: Pending['wanted'] = new Set()
    const abort = new AbortController()
    const mostUrgent = (): number => Math.min(...[...wanted].map((one) => one.urgency))
    const obtain = async (): Promise<DecodedFrame> => {
      const encoded = await fetchOne(image, frame, mostUrgent, abort.signal)
      return keep(key, await workers.decode({ sources: [{ bytes: encoded, parameters: image }], combine: null, reduction }, mostUrgent, abort.signal))
    }
    const name = `${key}/${reduction}`
    const result = obtain().finally(() => { if (pending.get(name) === job) pending.delete(name) })
    const job: Pending = { wanted, abort, result, name }
    pending.set(name, job)
    return job
  }

  /** A finer one under way serves as well. */
  const underWay = (key: string, reduction: number): Pending | undefined => {
    for (let finer = 1; finer <= reduction; finer *= 2) {
      const job = pending.get(`${key}/${finer}`)
      if (job !== undefined) return job
    }
    return undefined
  }

  const fetchOne = async (image: ImageDescriptor, frame: number, mostUrgent: () => number, signal: AbortSignal): Promise<ArrayBuffer> => {
    const leave = await fetches.enter(mostUrgent, signal)
    try {
      return await ports.fetchFrame(image, frame, signal)
    } finally {
      leave()
    }
  }

  return {
    peek: (image, frame, reduction = 1) => touch(frameKey(image, frame), reduction),
    has: (image, frame, reduction = 1) => {
      const known = ready.get(frameKey(image, frame))
      return known !== undefined && reductionOf(known.frame) <= reduction
    },
    load(image, frame, { urgency: asked, signal, reduction = 1 }) {
      const key = frameKey(image, frame)
      const known = touch(key, reduction)
      if (known !== null) return Promise.resolve(known)
      if (signal.aborted) return Promise.reject(signal.reason as Error)
      const job = underWay(key, reduction) ?? begin(key, image, frame, reduction)
      const want = { urgency: asked }
      job.wanted.add(want)
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          job.wanted.delete(want)
          reject(signal.reason as Error)
          // Not before those who follow had their turn: an exam that was made ready becomes the exam on screen, and what
          // is half decoded goes on.
          queueMicrotask(() => {
            if (job.wanted.size > 0 || pending.get(job.name) !== job) return
            pending.delete(job.name)
            job.abort.abort(signal.reason)
          })
        }
        signal.addEventListener('abort', leave, { once: true })
        job.result
          .finally(() => signal.removeEventListener('abort', leave))
          .then(resolve, (error: unknown) => reject(error instanceof ImageProblem || signal.aborted ? error as Error : new ImageProblem('unavailable', '', error)))
      })
    },
    async loadSlab(slices, combine, { urgency: asked, signal }) {
      try {
        const sources = await Promise.all(slices.map(async ({ image, frame }) => ({ bytes: await fetchOne(image, frame, () => asked, signal), parameters: image })))
        const frame = await workers.decode({ sources, combine, reduction: 1 }, () => asked, signal)
        if (frame.kind !== 'grey') throw new ImageProblem('unsupported-pixels', 'a slab of colour images')
        const held = Symbol('slab')
        slabs.set(held, byteLengthOf(frame))
        bytes += byteLengthOf(frame)
        makeRoom(null)
        return { frame, release: () => { bytes -= slabs.get(held) ?? 0; slabs.delete(held) } }
      } catch (error) {
        throw error instanceof ImageProblem || signal.aborted ? error : new ImageProblem('unavailable', '', error)
      }
    },
    thin(image, frame, reduction) {
      const key = frameKey(image, frame)
      const entry = ready.get(key)
      if (entry === undefined || pins.has(key)) return
      if (reduction === null) {
        ready.delete(key)
        bytes -= entry.bytes
      } else if (reductionOf(entry.frame) < reduction) {
        put(key, thinned(entry.frame, reduction))
      }
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
    room: (references) => references.reduce((sum, { image, frame }) => sum + (ready.get(frameKey(image, frame))?.bytes ?? expectedBytes(image)), 0),
    dispose() {
      for (const job of pending.values()) job.abort.abort()
      pending.clear()
      ready.clear()
      slabs.clear()
      bytes = 0
      workers.terminate()
    },
  }
}
