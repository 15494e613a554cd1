/** The slab under a reader who scrolls (M41): made from the one before when only the ends have changed, two passes over
 *  the pixels however thick it is. */
import type { FrameLevel, GreyPixels } from './frame.ts'
import { addMean, emptyLike, raise, type Combine } from './slab.ts'

export interface SlabSlice {
  /** Names the object and frame. */
  readonly key: string
  readonly level: FrameLevel<GreyPixels>
  readonly padding: number | null
}

export interface SlidingSlab {
  of(slices: readonly [SlabSlice, ...SlabSlice[]], combine: Combine): FrameLevel<GreyPixels>
}

interface Held {
  readonly combine: Combine
  readonly slices: readonly SlabSlice[]
  readonly best: Float32Array | Float64Array
  readonly counts: Uint8Array | null
}

export function createSlidingSlab(): SlidingSlab {
  let held: Held | null = null
  return {
    of(slices, combine) {
      const [{ level, padding }] = slices
      const leaving = held === null ? [] : held.slices.filter((one) => !slices.some(({ key }) => key === one.key))
      const entering = held === null ? [] : slices.filter((one) => !held?.slices.some(({ key }) => key === one.key))
      const serves = held !== null && held.combine === combine && held.best.length === level.pixels.length && leaving.length + entering.length < slices.length
        && held.slices.every(({ level: known }) => known.factor === level.factor)
      const next: Held = serves && held !== null
        ? { ...held, slices }
        : { combine, slices, best: combine === 'mean' ? new Float64Array(level.pixels.length) : new Float32Array(level.pixels.length).fill(Number.NaN), counts: combine === 'mean' ? new Uint8Array(level.pixels.length) : null }
      const added = serves ? entering : slices
      if (next.counts === null) {
        for (const one of added) raise(next.best, one.level.pixels, one.padding ?? Number.NaN, combine)
        if (serves) for (const one of leaving) lower(next, one)
      } else {
        for (const one of added) addMean(next.best, next.counts, one.level.pixels, one.padding ?? Number.NaN)
        if (serves) for (const one of leaving) addMean(next.best, next.counts, one.level.pixels, one.padding ?? Number.NaN, -1)
      }
      held = next
      return { ...level, pixels: settle(next, level.pixels, padding) }
    },
  }
}

/** Only where the slice that leaves held the best value do the others have to be asked again. */
function lower({ best, slices, combine }: Held, { level: { pixels }, padding }: SlabSlice): void {
  const mark = padding ?? Number.NaN
  const sign = combine === 'max' ? 1 : -1
  for (let i = 0; i < best.length; i++) {
    const value = pixels[i] ?? 0
    if (value === mark || value !== best[i]) continue
    let again = Number.NaN
    for (const one of slices) {
      const other = one.level.pixels[i] ?? 0
      if (other !== one.padding && !(again * sign >= other * sign)) again = other
    }
    best[i] = again
  }
}

function settle({ best, counts }: Held, like: GreyPixels, padding: number | null): GreyPixels {
  const pixels = emptyLike(like, best.length)
  const empty = padding ?? 0
  for (let i = 0; i < best.length; i++) {
    const value = counts === null ? best[i] ?? 0 : Math.floor((best[i] ?? 0) / (counts[i] ?? 0) + 0.5)
    pixels[i] = Number.isNaN(value) ? empty : value
  }
  return pixels
}
