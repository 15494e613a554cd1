/** Raw samples → stored values: unused high bits dropped, sign extended (PS3.5 8.1.1), padding replaced by one value so
 *  far below the others that a texture filter between the two never shows a grey fringe. */
import { paddingRange } from '../../../main/domain/grey-scale/index.ts'
import type { DecodeParameters, GreyFrame, GreyPixels, RawSamples } from './frame.ts'
import { greyPyramid } from './pyramid.ts'

export function toGreyFrame(raw: RawSamples, image: DecodeParameters, isNative: boolean): GreyFrame {
  const bits = isNative ? image.bitsStored : Math.max(raw.precision, 1)
  const shift = isNative ? Math.max(image.highBit + 1 - image.bitsStored, 0) : 0
  const stored = extract(raw.samples, { bits, shift, signed: image.pixelRepresentation === 1 })
  const padding = paddingRange(image)
  const { lowest, highest } = rangeOf(stored, padding)
  const { pixels, sentinel } = padding === null ? { pixels: stored, sentinel: null } : markPadding(stored, padding, lowest, highest)
  return {
    kind: 'grey',
    levels: greyPyramid({ factor: 1, rows: raw.rows, columns: raw.columns, pixels }, sentinel),
    padding: sentinel, lowest, highest,
  }
}

function extract(
  samples: RawSamples['samples'], { bits, shift, signed }: { bits: number; shift: number; signed: boolean },
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer> {
  if (samples instanceof Int16Array) return samples
  const full = samples.BYTES_PER_ELEMENT * 8
  if (!signed && shift === 0 && bits === full) return samples
  const mask = 2 ** bits - 1
  if (!signed) {
    for (let i = 0; i < samples.length; i++) samples[i] = ((samples[i] ?? 0) >> shift) & mask
    return samples
  }
  const out = new Int16Array(samples.length)
  const fill = 32 - bits
  for (let i = 0; i < samples.length; i++) out[i] = ((((samples[i] ?? 0) >> shift) & mask) << fill) >> fill
  return out
}

function rangeOf(stored: ArrayLike<number>, padding: readonly [number, number] | null): { lowest: number; highest: number } {
  const [from, to] = padding ?? [1, 0]
  let lowest = Infinity
  let highest = -Infinity
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0
    if (value >= from && value <= to) continue
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return lowest > highest ? { lowest: 0, highest: 0 } : { lowest, highest }
}

function markPadding(
  stored: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>, [from, to]: readonly [number, number], lowest: number, highest: number,
): { pixels: GreyPixels; sentinel: number } {
  const isNarrow = highest <= 32767 && lowest >= -8192
  const sentinel = isNarrow ? -32767 : lowest - 8 * Math.max(highest - lowest, 1)
  const pixels = isNarrow ? (stored instanceof Int16Array ? stored : new Int16Array(stored.length)) : new Float32Array(stored.length)
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0
    pixels[i] = value >= from && value <= to ? sentinel : value
  }
  return { pixels, sentinel }
}
