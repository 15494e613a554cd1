/** Bytes of one frame in the transfer syntax of its object → decoded frame. Runs in a worker. A syntax or a pixel form
 *  that is not in the table is a named problem, never a wrong picture. */
import { decodeJpegLossless, precisionOf } from './codecs/jpeg-lossless.ts'
import { decodeNative } from './codecs/native.ts'
import { decodeRle } from './codecs/rle.ts'
import { decodeWasm } from './codecs/wasm.ts'
import { isColour, toColourFrame } from './colour.ts'
import type { DecodedFrame, DecodeParameters, GreyFrame, RawSamples } from './frame.ts'
import { greyFrame, storedValues, toGreyFrame, type StoredValues } from './grey.ts'
import { ImageProblem } from './problem.ts'
import { createFold, type Combine } from './slab.ts'

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

export interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly image: DecodeParameters
}

export async function decode({ bytes, image }: Encoded): Promise<DecodedFrame> {
  const { raw, isNative } = await decodeSamples({ bytes, image })
  return isColour(image) ? toColourFrame(raw, image, isNative) : toGreyFrame(raw, image, isNative)
}

/** Several slices as one, at full resolution; one slice is decoded at a time. */
export async function decodeSlab(slices: readonly Encoded[], combine: Combine): Promise<GreyFrame> {
  const [first] = slices
  if (first === undefined) throw new ImageProblem('corrupt', 'a slab of no slices')
  const fold = createFold(combine, first.image.rows * first.image.columns)
  let last: StoredValues | null = null
  for (const slice of slices) {
    const { image } = slice
    if (isColour(image) || image.rows !== first.image.rows || image.columns !== first.image.columns) throw new ImageProblem('unsupported-pixels', 'slices of one slab differ')
    // One after the other: two slices at once would double what the worker holds.
    const { raw, isNative } = await decodeSamples(slice)
    last = storedValues(raw, image, isNative)
    fold.add(last.pixels, last.padding)
  }
  if (last === null) throw new ImageProblem('corrupt', 'a slab of no slices')
  return greyFrame(fold.finish(last.pixels, last.padding), first.image)
}

async function decodeSamples({ bytes, image }: Encoded): Promise<{ raw: RawSamples; isNative: boolean }> {
  const codec = codecs.get(image.transferSyntaxUID)
  if (codec === undefined) throw new ImageProblem('unsupported-syntax', image.transferSyntaxUID)
  const raw = await codec(bytes, image)
  if (raw.rows !== image.rows || raw.columns !== image.columns) {
    throw new ImageProblem('corrupt', `${raw.columns}×${raw.rows} decoded, ${image.columns}×${image.rows} announced`)
  }
  return { raw, isNative: codec === decodeNative || codec === decodeRle }
}

/** JPEG Baseline, and those Extended ones that keep to 8 bits. */
function decodeJpeg8(bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters): Promise<RawSamples> {
  const precision = precisionOf(bytes)
  if (precision !== null && precision > 8) throw new ImageProblem('unsupported-syntax', `${image.transferSyntaxUID}, ${precision} bits`)
  return decodeWasm('jpeg', bytes)
}
