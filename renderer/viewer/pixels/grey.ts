/** Raw samples → stored values: unused high bits dropped, sign extended (PS3.5 8.1.1), padding and what
 *  the display shutter covers replaced by one value so far below the others that interpolation between the two never
 *  shows a grey fringe: neither takes part in any range, average or fit. One pass over the pixels. */
import { paddingRange } from '../../../main/domain/grey-scale/index.ts'
import { forEachCovered } from './covered.ts'
import type { DecodeParameters, GreyFrame, GreyPixels, RawSamples } from './frame.ts'
import { greyPyramid } from './pyramid.ts'

/** Fits 16 signed bits and lies far below what 15 unsigned bits, or any CT, can hold. */
const FAR_BELOW = -32767

export interface StoredValues {
  readonly pixels: GreyPixels
  readonly padding: number | null
  readonly lowest: number
  readonly highest: number
}

export const toGreyFrame = (raw: RawSamples, image: DecodeParameters, isNative: boolean): GreyFrame =>
  greyFrame(storedValues(raw, image, isNative), raw)

export function storedValues(raw: RawSamples, image: DecodeParameters, isNative: boolean): StoredValues {
  return extract(raw, {
    // Encoders often code 12 stored bits as 16; the object's own number holds.
    bits: isNative ? image.bitsStored : Math.max(Math.min(raw.precision, image.bitsStored), 1),
    shift: isNative ? Math.max(image.highBit + 1 - image.bitsStored, 0) : 0,
    isSigned: image.pixelRepresentation === 1,
  }, image)
}

export function greyFrame({ pixels, padding, lowest, highest }: StoredValues, { rows, columns }: { readonly rows: number; readonly columns: number }): GreyFrame {
  return { kind: 'grey', levels: greyPyramid({ factor: 1, rows, columns, pixels }, padding), padding, lowest, highest }
}

function extract(raw: RawSamples, { bits, shift, isSigned }: { bits: number; shift: number; isSigned: boolean }, image: DecodeParameters): StoredValues {
  const { samples } = raw
  const padded = paddingRange(image)
  const isMarked = padded !== null || image.displayShutter !== null
  const pixels = allocate(samples, { bits, isSigned, isMarked })
  const fill = 32 - bits
  const [from, to] = padded ?? [1, 0]
  // Integers all through: with Infinity to begin with, or a branch for the sign, this loop takes three times as long.
  const bias = isSigned ? 2 ** (bits - 1) : 0
  let lowest = 0x7fffffff
  let highest = -0x7fffffff
  const extractRun = (start: number, end: number): void => {
    for (let i = start; i < end; i++) {
      const value = (((((samples[i] ?? 0) >> shift) << fill) >>> fill) ^ bias) - bias
      if (value >= from && value <= to) {
        pixels[i] = FAR_BELOW
      } else {
        pixels[i] = value
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
    }
  }
  if (image.displayShutter === null) extractRun(0, samples.length)
  else forEachCovered(image.displayShutter, raw, (start, end) => pixels.fill(FAR_BELOW, start, end), extractRun)
  if (lowest > highest) return { pixels, padding: isMarked ? FAR_BELOW : null, lowest: 0, highest: 0 }
  if (!isMarked) return { pixels, padding: null, lowest, highest }
  return lowest > FAR_BELOW / 4 && highest < 32768 && !(pixels instanceof Float32Array)
    ? { pixels, padding: FAR_BELOW, lowest, highest }
    : { ...lowerPadding(pixels, lowest, highest), lowest, highest }
}

/** The smallest form that holds the values and, where there is padding or a shutter, its mark. */
function allocate(samples: RawSamples['samples'], { bits, isSigned, isMarked }: { bits: number; isSigned: boolean; isMarked: boolean }): GreyPixels {
  if (!isMarked && !isSigned) return samples instanceof Uint8Array ? new Uint8Array(samples.length) : new Uint16Array(samples.length)
  return isSigned || bits < 16 ? new Int16Array(samples.length) : new Float32Array(samples.length)
}

/** Values that come near the mark: rare (16 full bits with padding), so they pay with 32-bit pixels. */
function lowerPadding(pixels: GreyPixels, lowest: number, highest: number): { pixels: GreyPixels; padding: number } {
  const padding = lowest - 8 * Math.max(highest - lowest, 1)
  const wide = new Float32Array(pixels.length)
  for (let i = 0; i < pixels.length; i++) wide[i] = pixels[i] === FAR_BELOW ? padding : pixels[i] ?? 0
  return { pixels: wide, padding }
}
