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
    return { rows, columns, components, precision, samples, isRgb: false }
  } catch (thrown) {
    throw new ImageProblem('corrupt', 'jpeg-lossless', thrown)
  }
}

/** Sample precision from the frame header (SOF marker, ITU-T T.81 B.2.2); null when there is none to be seen. */
export function precisionOf(bytes: Uint8Array): number | null {
  let at = 2
  while (at + 4 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return bytes[at + 4] ?? null
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return null
}
