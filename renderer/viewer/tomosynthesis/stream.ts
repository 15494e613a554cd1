/** Slices come one by one (M40): from where the reader is outwards, more of them in the direction of the scroll. Never
 *  more than fit: those that are furthest away go, and come again when the reader comes near. */
import type { FrameReference } from '../../../main/domain/hanging/index.ts'
import { frameKey, urgency, type FrameStore } from '../pixels/index.ts'

export interface StreamTarget {
  readonly frames: readonly FrameReference[]
  readonly position: number
  readonly direction: 1 | -1
  readonly reduction: number
  /** So many slices may be held. */
  readonly keep: number
}

export interface Stream {
  aim(target: StreamTarget): void
  /** Gives up what is under way; what has come stays. */
  stop(): void
}

/** Slices ahead for each one behind. */
const AHEAD = 3

/** Positions from 0 in the order in which they are wanted; all of them. */
export function streamingOrder(count: number, position: number, direction: 1 | -1): number[] {
  const order = [position]
  let [ahead, behind] = [position + direction, position - direction]
  const isIn = (at: number): boolean => at >= 0 && at < count
  while (isIn(ahead) || isIn(behind)) {
    for (let i = 0; i < AHEAD && isIn(ahead); i++, ahead += direction) order.push(ahead)
    if (isIn(behind)) order.push(behind)
    behind -= direction
  }
  return order
}

export function createStream(store: Pick<FrameStore, 'load' | 'has' | 'thin'>, inFlight: number, onChange: () => void): Stream {
  let target: StreamTarget | null = null
  const flying = new Map<string, AbortController>()
  /** Once is enough: the viewport says why when the reader comes to one of these. */
  const failed = new Set<string>()

  const wanted = ({ frames, position, direction, keep }: StreamTarget): FrameReference[] =>
    streamingOrder(frames.length, position, direction).slice(0, keep).flatMap((at) => frames[at] ?? [])

  const start = (reference: FrameReference, reduction: number): void => {
    const key = frameKey(reference.image, reference.frame)
    const abort = new AbortController()
    flying.set(key, abort)
    store.load(reference.image, reference.frame, { urgency: urgency.soon, signal: abort.signal, reduction }).then(
      () => undefined,
      () => { if (!abort.signal.aborted) failed.add(key) },
    ).finally(() => {
      if (flying.get(key) !== abort) return
      flying.delete(key)
      onChange()
      fill()
    })
  }

  const fill = (): void => {
    if (target === null) return
    for (const reference of wanted(target)) {
      if (flying.size >= inFlight) return
      const key = frameKey(reference.image, reference.frame)
      if (flying.has(key) || failed.has(key) || store.has(reference.image, reference.frame, target.reduction)) continue
      start(reference, target.reduction)
    }
  }

  const stop = (): void => {
    for (const abort of flying.values()) abort.abort()
    flying.clear()
  }

  return {
    aim(next) {
      const isOther = target === null || target.frames !== next.frames || target.reduction !== next.reduction
      if (isOther) {
        stop()
        failed.clear()
      }
      target = next
      const near = new Set(wanted(next))
      next.frames.forEach((reference, at) => {
        if (near.has(reference)) {
          if (at !== next.position) store.thin(reference.image, reference.frame, next.reduction)
          return
        }
        const key = frameKey(reference.image, reference.frame)
        flying.get(key)?.abort()
        flying.delete(key)
        store.thin(reference.image, reference.frame, null)
      })
      fill()
    },
    stop() {
      target = null
      stop()
    },
  }
}
