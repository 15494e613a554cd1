/** Bytes of one frame in the transfer syntax of its object → decoded frame. Runs in a worker. A syntax or a pixel form
 *  that is not in the table is a named problem, never a wrong picture. */
import { decodeJpegLossless, precisionOf } from './codecs/jpeg-lossless.ts'
import { decodeNative } from './codecs/native.ts'
import { decodeRle } from './codecs/rle.ts'
import { decodeWasm } from './codecs/wasm.ts'
import { isColour, toColourFrame } from './colour.ts'
import type { DecodedFrame, DecodeParameters, RawSamples } from './frame.ts'
import { toGreyFrame } from './grey.ts'
import { ImageProblem } from './problem.ts'

type Codec = (bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters) => RawSamples | Promise<RawSamples>

const UID = '1.2.840.10008.1.2'

/** Transfer Syntax UID → codec (PS3.5 annex A). */
const codecs: ReadonlyMap<string, Codec> = new Map<string, Codec>([
  [UID, decodeNative],
  [`${UID}.1`, decodeNative],
  [`${UID}.2`, decodeNative],
  [`${UID}.5`, decodeRle],
  [`${UID}.4.50`, decodeJpeg8],
  [`${UID}.4.51`, decodeJpeg8],
  [`${UID}.4.57`, decodeJpegLossless],
  [`${UID}.4.70`, decodeJpegLossless],
  [`${UID}.4.80`, (bytes) => decodeWasm('jpeg-ls', bytes)],
  [`${UID}.4.81`, (bytes) => decodeWasm('jpeg-ls', bytes)],
  [`${UID}.4.90`, (bytes) => decodeWasm('jpeg-2000', bytes)],
  [`${UID}.4.91`, (bytes) => decodeWasm('jpeg-2000', bytes)],
  [`${UID}.4.201`, (bytes) => decodeWasm('htj2k', bytes)],
  [`${UID}.4.202`, (bytes) => decodeWasm('htj2k', bytes)],
  [`${UID}.4.203`, (bytes) => decodeWasm('htj2k', bytes)],
])

/** Syntaxes that `decode` knows; the rest is `unsupported-syntax`. */
export const decodableTransferSyntaxes: readonly string[] = [...codecs.keys()]

export async function decode(bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters): Promise<DecodedFrame> {
  const codec = codecs.get(image.transferSyntaxUID)
  if (codec === undefined) throw new ImageProblem('unsupported-syntax', image.transferSyntaxUID)
  const raw = await codec(bytes, image)
  if (raw.rows !== image.rows || raw.columns !== image.columns) {
    throw new ImageProblem('corrupt', `${raw.columns}×${raw.rows} decoded, ${image.columns}×${image.rows} announced`)
  }
  const isNative = codec === decodeNative || codec === decodeRle
  return isColour(image) ? toColourFrame(raw, image, isNative) : toGreyFrame(raw, image, isNative)
}

/** JPEG Baseline, and those Extended ones that keep to 8 bits. */
function decodeJpeg8(bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters): Promise<RawSamples> {
  const precision = precisionOf(bytes)
  if (precision !== null && precision > 8) throw new ImageProblem('unsupported-syntax', `${image.transferSyntaxUID}, ${precision} bits`)
  return decodeWasm('jpeg', bytes)
}
