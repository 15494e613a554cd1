/** Parts that several patterns share. Grey values are of 0..255; percentages are of that range. */
import { fillRect, frameRect, linePairs, type Raster } from './raster.ts'

/** 5 % and 95 %: squares at these must stand out from black and from white. */
export const fivePercent = 13
export const ninetyFivePercent = 242
export const middle = 128

/** A luminance patch with four small squares in its corners, 4 levels above and below it, in turn. */
export const cornerContrast = 4
export function patch(raster: Raster, x: number, y: number, size: number, value: number): void {
  fillRect(raster, x, y, size, size, value)
  const small = Math.max(4, Math.round(size / 10))
  const far = size - small
  const lighter = Math.min(255, value + cornerContrast)
  const darker = Math.max(0, value - cornerContrast)
  fillRect(raster, x, y, small, small, lighter)
  fillRect(raster, x + far, y + far, small, small, lighter)
  fillRect(raster, x + far, y, small, small, darker)
  fillRect(raster, x, y + far, small, small, darker)
}

/** Black with a 5 % square, white with a 95 % square, side by side. */
export function extremes(raster: Raster, x: number, y: number, size: number): void {
  const inner = Math.round(size / 2)
  const inset = Math.round((size - inner) / 2)
  fillRect(raster, x, y, size, size, 0)
  fillRect(raster, x + inset, y + inset, inner, inner, fivePercent)
  fillRect(raster, x + size, y, size, size, 255)
  fillRect(raster, x + size + inset, y + inset, inner, inner, ninetyFivePercent)
}

/** Horizontal and vertical line pairs at the Nyquist frequency (lines of one device pixel) and at half of it, at full
 *  contrast; four fields of `size` in a square of twice that. */
export function resolutionFields(raster: Raster, x: number, y: number, size: number): void {
  linePairs(raster, x, y, size, 'vertical', [0, 255], 1)
  linePairs(raster, x + size, y, size, 'horizontal', [0, 255], 1)
  linePairs(raster, x, y + size, size, 'horizontal', [0, 255], 2)
  linePairs(raster, x + size, y + size, size, 'vertical', [0, 255], 2)
}

/** At the centre and in the four corners of the picture, `margin` from its edges. */
export function resolutionEverywhere(raster: Raster, size: number, margin: number): void {
  const { width, height } = raster
  const side = size * 2
  const places = [[margin, margin], [width - margin - side, margin], [margin, height - margin - side], [width - margin - side, height - margin - side], [Math.round(width / 2) - size, Math.round(height / 2) - size]] as const
  for (const [x, y] of places) resolutionFields(raster, x, y, size)
}

/** The outermost line of pixels, all round: a missing side means that the picture is cut or scaled. */
export function edge(raster: Raster, value: number): void {
  frameRect(raster, 0, 0, raster.width, raster.height, value)
}

/** White and black bars that end abruptly, ever narrower: video faults smear or ring behind them (crosstalk). */
export function crosstalkBars(raster: Raster, x: number, y: number, width: number, height: number): void {
  fillRect(raster, x, y, width, height, 0)
  const half = Math.floor(height / 2)
  let at = x
  for (let bar = Math.round(width / 4); bar >= 1 && at < x + width; bar = Math.floor(bar / 2)) {
    fillRect(raster, at, y, Math.min(bar, x + width - at), half, 255)
    at += bar * 2
  }
  fillRect(raster, x, y + half, width, height - half, 255)
  at = x
  for (let bar = Math.round(width / 4); bar >= 1 && at < x + width; bar = Math.floor(bar / 2)) {
    fillRect(raster, at, y + half, Math.min(bar, x + width - at), height - half, 0)
    at += bar * 2
  }
}
