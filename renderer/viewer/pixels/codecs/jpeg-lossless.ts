/** JPEG Lossless, Processes 14 and 14 SV1 (PS3.5 A.4.1): the usual coding of mammograms. Pure JavaScript. */
import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js'
import { ImageProblem } from '../problem.ts'
import type { RawSamples } from '../frame.ts'

export function decodeJpegLossless(bytes: Uint8Array<ArrayBuffer>): RawSamples {
  const decoder = new Decoder()
  try {
    const precision = precisionOf(bytes) ?? 16
    const decoded = decoder.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, precision > 8 ? 2 : 1)
    const { dimX: columns, dimY: rows, numComp: components } = decoder.frame
    const count = rows * columns * components
    const samples = precision > 8
      ? new Uint16Array(decoded.buffer as ArrayBuffer, decoded.byteOffset, count)
      : new Uint8Array(decoded.buffer as ArrayBuffer, decoded.byteOffset, count)
    // A point transform divides before coding; the library leaves the multiplication out (ITU-T T.81 H.1.2.1).
    const shift = pointTransformOf(bytes)
    if (shift > 0) for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) << shift
    return { rows, columns, components, precision, samples, isRgb: false }
  } catch (thrown) {
    throw new ImageProblem('corrupt', 'jpeg-lossless', thrown)
  }
}

/** Sample precision from the frame header (SOF marker, ITU-T T.81 B.2.2); null when there is none to be seen. */
export function precisionOf(bytes: Uint8Array): number | null {
  const at = segment(bytes, (marker) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
  return at === null ? null : bytes[at + 4] ?? null
}

/** Low half of the last byte of the scan header (SOS marker, B.2.3): how many bits were cut off before coding. */
export function pointTransformOf(bytes: Uint8Array): number {
  const at = segment(bytes, (marker) => marker === 0xda)
  return at === null ? 0 : (bytes[at + 7 + 2 * (bytes[at + 4] ?? 0)] ?? 0) & 0x0f
}

/** Where the first wanted marker segment begins, before the coded data. */
function segment(bytes: Uint8Array, isWanted: (marker: number) => boolean): number | null {
  let at = 2
  while (at + 4 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (isWanted(marker)) return at
    if (marker === 0xda) return null
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return null
}
