/** Neighbouring slices as one thick slice: the brightest of each place, or their mean (M41). Over stored values: the
 *  slices of one object share their rescale. Padding takes no part; a place that is padding in every slice stays so. */
import type { StoredValues } from './grey.ts'
import type { GreyPixels } from './frame.ts'

/** `min` is the brightest where low values show white (Presentation LUT Shape INVERSE). */
export type Combine = 'max' | 'min' | 'mean'

export interface Fold {
  add(pixels: GreyPixels, padding: number | null): void
  /** In the form of one of the slices. */
  finish(like: GreyPixels, padding: number | null): StoredValues
}

/** All at once, slice after slice: for the exact slab. */
export function createFold(combine: Combine, length: number): Fold {
  // A place that no slice has filled yet is no number: every comparison with it fails.
  const best = combine === 'mean' ? new Float64Array(length) : new Float32Array(length).fill(Number.NaN)
  const counts = combine === 'mean' ? new Uint8Array(length) : null
  return {
    add(pixels, padding) {
      const mark = padding ?? Number.NaN
      if (counts === null) raise(best, pixels, mark, combine)
      else addMean(best, counts, pixels, mark)
    },
    finish(like, padding) {
      const pixels = emptyLike(like, length)
      let [lowest, highest] = [Infinity, -Infinity]
      for (let i = 0; i < length; i++) {
        const count = counts === null ? 1 : counts[i] ?? 0
        const value = counts === null ? best[i] ?? 0 : Math.floor((best[i] ?? 0) / count + 0.5)
        if (Number.isNaN(value)) {
          pixels[i] = padding ?? 0
          continue
        }
        pixels[i] = value
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
      return { pixels, padding, lowest: lowest > highest ? 0 : lowest, highest: lowest > highest ? 0 : highest }
    },
  }
}

/** Brighter values take the place of darker ones and of nothing. `mark` stands for padding; NaN where there is none. */
export function raise(best: Float32Array | Float64Array, pixels: GreyPixels, mark: number, combine: Combine): void {
  const sign = combine === 'max' ? 1 : -1
  for (let i = 0; i < best.length; i++) {
    const value = pixels[i] ?? 0
    if (value !== mark && !((best[i] ?? 0) * sign >= value * sign)) best[i] = value
  }
}

export function addMean(sums: Float64Array | Float32Array, counts: Uint8Array, pixels: GreyPixels, mark: number, by = 1): void {
  for (let i = 0; i < sums.length; i++) {
    const value = pixels[i] ?? 0
    if (value === mark) continue
    sums[i] = (sums[i] ?? 0) + value * by
    counts[i] = (counts[i] ?? 0) + by
  }
}

export const emptyLike = (like: GreyPixels, length: number): GreyPixels => new (like.constructor as new (length: number) => GreyPixels)(length)
