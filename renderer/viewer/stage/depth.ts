/** From P-values to the steps of a screen. A screen of 8 bits gets each pixel's two neighbouring greys by turns of place
 *  (`thresholds.ts`), so that 256 steps carry the finer ones between them; a screen of 10 bits or more, 16-bit floats. */
import type { DisplayTable } from '../../../main/domain/grey-scale/index.ts'
import { thresholds, THRESHOLD_SIDE } from './thresholds.ts'

/** What reaches the canvas. */
export type Depth = '10' | '8-dithered'

/** Fixed point: grey 0..255 times 256 plus the part of a step above it. Black and white have no part to dither. */
export const WHITE = 255 * 256

/** Table entries as fixed-point greys. */
export const fixedPoint = ({ values }: DisplayTable): Uint16Array<ArrayBuffer> => Uint16Array.from(values, (value) => Math.round((value * WHITE) / 65535))

/** Line of fixed-point greys → RGBA of 8 bits each. `row` is the line's own row on the screen. */
export function writeDithered(line: Uint16Array, row: number, out: Uint32Array): void {
  const width = line.length
  const square = (row & (THRESHOLD_SIDE - 1)) * THRESHOLD_SIDE
  for (let column = 0, write = row * width; column < width; column++, write++) {
    const grey = ((line[column] ?? 0) + (thresholds[square + (column & (THRESHOLD_SIDE - 1))] ?? 0)) >> 8
    out[write] = 0xff000000 | (grey * 0x010101)
  }
}

/** Line of fixed-point greys → RGBA of 16-bit floats, 0 to 1, as two words a pixel. */
export function writeHalves(line: Uint16Array, row: number, out: Uint32Array): void {
  const width = line.length
  const words = halves()
  for (let column = 0, write = row * width * 2; column < width; column++) {
    const half = words[line[column] ?? 0] ?? 0
    out[write++] = half * 0x10001
    out[write++] = 0x3c000000 | half
  }
}

let known: Uint16Array<ArrayBuffer> | null = null

/** Fixed-point grey → half float (IEEE 754 binary16) of its share of white. */
function halves(): Uint16Array<ArrayBuffer> {
  known ??= Uint16Array.from({ length: WHITE + 1 }, (_, grey) => toHalf(grey / WHITE))
  return known
}

/** 0..1 only. */
export function toHalf(value: number): number {
  if (value < 2 ** -14) return Math.round(value * 2 ** 24)
  const exponent = Math.min(Math.floor(Math.log2(value)), 0)
  // A mantissa rounded up to the next power carries into the exponent by itself.
  return ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024)
}

/** The display shows more than 8 bits a colour and a 2D canvas can hold them. */
export function deepestDepth(): Depth {
  const isDeep = globalThis.matchMedia?.('(min-color: 10)').matches === true || (globalThis.screen?.colorDepth ?? 24) >= 30
  return isDeep && deepContext(document.createElement('canvas')) !== null ? '10' : '8-dithered'
}

/** A canvas of 16-bit floats; null where there is none. */
export function deepContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d', { alpha: false, colorType: 'float16' } as CanvasRenderingContext2DSettings)
  const settings = context?.getContextAttributes() as { colorType?: string } | undefined
  return settings?.colorType === 'float16' ? context : null
}
