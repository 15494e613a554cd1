/** Colour samples → 8-bit RGB (PS3.3 C.7.6.3.1.2): RGB, YBR_FULL, YBR_FULL_422, and palette colour when the palette is
 *  known. Photometric interpretations of the JPEG 2000 family come out of the codec as RGB already. */
import { ImageProblem } from './problem.ts'
import { colourPyramid } from './pyramid.ts'
import { forEachCovered } from './covered.ts'
import type { ColourFrame, DecodeParameters, RawSamples } from './frame.ts'

export const isColour = (image: Pick<DecodeParameters, 'samplesPerPixel' | 'photometricInterpretation'>): boolean =>
  image.samplesPerPixel >= 3 || image.photometricInterpretation === 'PALETTE COLOR'

export function toColourFrame(raw: RawSamples, image: DecodeParameters, isNative: boolean): ColourFrame {
  if (image.photometricInterpretation === 'PALETTE COLOR') throw new ImageProblem('unsupported-pixels', 'PALETTE COLOR')
  const pixels = toRgb(raw, image, isNative)
  if (image.displayShutter !== null) forEachCovered(image.displayShutter, raw, (from, to) => pixels.fill(0, from * 3, to * 3))
  return { kind: 'colour', levels: colourPyramid({ factor: 1, rows: raw.rows, columns: raw.columns, pixels }) }
}

function toRgb(raw: RawSamples, image: DecodeParameters, isNative: boolean): Uint8Array<ArrayBuffer> {
  const samples = toEightBits(raw)
  if (raw.isRgb) return samples
  switch (image.photometricInterpretation) {
    case 'RGB':
    case 'YBR_RCT':
    case 'YBR_ICT':
      return samples
    case 'YBR_FULL':
      return ybrToRgb(samples)
    case 'YBR_FULL_422':
      return ybrToRgb(isNative ? spread422(samples) : samples)
    default:
      throw new ImageProblem('unsupported-pixels', image.photometricInterpretation)
  }
}

function toEightBits({ samples, precision }: RawSamples): Uint8Array<ArrayBuffer> {
  if (samples instanceof Uint8Array) return samples
  const shift = Math.max(precision - 8, 0)
  const out = new Uint8Array(samples.length)
  for (let i = 0; i < samples.length; i++) out[i] = (samples[i] ?? 0) >> shift
  return out
}

/** PS3.3 C.7.6.3.1.2, YBR_FULL; clamped and rounded by the array itself. */
function ybrToRgb(ybr: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8ClampedArray(ybr.length)
  for (let i = 0; i + 2 < ybr.length; i += 3) {
    const y = ybr[i] ?? 0
    const cb = (ybr[i + 1] ?? 0) - 128
    const cr = (ybr[i + 2] ?? 0) - 128
    rgb[i] = y + 1.402 * cr
    rgb[i + 1] = y - 0.344136 * cb - 0.714136 * cr
    rgb[i + 2] = y + 1.772 * cb
  }
  return new Uint8Array(rgb.buffer)
}

/** Y0 Y1 Cb Cr of two neighbours → Y Cb Cr each. */
function spread422(packed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((packed.length / 2) * 3)
  for (let read = 0, write = 0; read + 3 < packed.length; read += 4) {
    for (let of2 = 0; of2 < 2; of2++) {
      out[write++] = packed[read + of2] ?? 0
      out[write++] = packed[read + 2] ?? 0
      out[write++] = packed[read + 3] ?? 0
    }
  }
  return out
}
