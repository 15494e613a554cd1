/** Native pixel data (PS3.5 8.1, A.1–A.3): samples of 8 or 16 allocated bits, either byte order and planar configuration. */
import { ImageProblem } from '../problem.ts'
import type { DecodeParameters, RawSamples } from '../frame.ts'

const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2'

export function decodeNative(bytes: Uint8Array<ArrayBuffer>, image: DecodeParameters): RawSamples {
  const { rows, columns, samplesPerPixel: components, bitsAllocated } = image
  if (bitsAllocated !== 8 && bitsAllocated !== 16) throw new ImageProblem('unsupported-pixels', `${bitsAllocated} bits allocated`)
  const count = image.photometricInterpretation === 'YBR_FULL_422' ? rows * columns * 2 : rows * columns * components
  const length = count * (bitsAllocated / 8)
  if (bytes.byteLength < length) throw new ImageProblem('corrupt', `${bytes.byteLength} of ${length} bytes`)
  const samples = bitsAllocated === 8
    ? bytes.slice(0, length)
    : extract16(bytes, count, image.transferSyntaxUID === EXPLICIT_BIG_ENDIAN)
  return { rows, columns, components, precision: image.bitsStored, samples: interleave(samples, image), isRgb: false }
}

function extract16(bytes: Uint8Array<ArrayBuffer>, count: number, bigEndian: boolean): Uint16Array<ArrayBuffer> {
  const samples = new Uint16Array(bytes.slice(0, count * 2).buffer)
  if (bigEndian) for (let i = 0; i < count; i++) samples[i] = ((samples[i] ?? 0) >> 8) | (((samples[i] ?? 0) & 0xff) << 8)
  return samples
}

/** Planar configuration 1 (RRR…GGG…BBB…) → 0 (RGBRGB…). */
export function interleave<Samples extends Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>(
  samples: Samples, image: Pick<DecodeParameters, 'samplesPerPixel' | 'planarConfiguration' | 'rows' | 'columns'>,
): Samples {
  if (image.samplesPerPixel === 1 || image.planarConfiguration !== 1) return samples
  const planes = image.samplesPerPixel
  const size = image.rows * image.columns
  const out = samples.slice() as Samples
  for (let plane = 0; plane < planes; plane++) {
    for (let i = 0; i < size; i++) out[i * planes + plane] = samples[plane * size + i] ?? 0
  }
  return out
}
