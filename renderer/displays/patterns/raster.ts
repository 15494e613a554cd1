/** An 8-bit grey picture, one value per device pixel, and the few strokes that test patterns are made of. Nothing is
 *  smoothed: a pattern exists to show what the display adds. */
export interface Raster { readonly width: number; readonly height: number; readonly data: Uint8Array }

export function newRaster(width: number, height: number, value: number): Raster {
  return { width, height, data: new Uint8Array(width * height).fill(value) }
}

export function valueAt({ width, data }: Raster, x: number, y: number): number {
  return data[y * width + x] ?? 0
}

/** Clipped to the picture; coordinates are whole pixels. */
export function fillRect(raster: Raster, x: number, y: number, width: number, height: number, value: number): void {
  const [left, right] = [Math.max(0, x), Math.min(raster.width, x + width)]
  const [top, bottom] = [Math.max(0, y), Math.min(raster.height, y + height)]
  if (right <= left) return
  for (let row = top; row < bottom; row += 1) raster.data.fill(value, row * raster.width + left, row * raster.width + right)
}

/** A frame whose strokes lie inside the rectangle. */
export function frameRect(raster: Raster, x: number, y: number, width: number, height: number, value: number, stroke = 1): void {
  fillRect(raster, x, y, width, stroke, value)
  fillRect(raster, x, y + height - stroke, width, stroke, value)
  fillRect(raster, x, y, stroke, height, value)
  fillRect(raster, x + width - stroke, y, stroke, height, value)
}

/** Lines `stroke` pixels wide and as far apart, beginning with `first`: at 1 the Nyquist frequency of the panel. */
export function linePairs(raster: Raster, x: number, y: number, size: number, direction: 'horizontal' | 'vertical', [first, second]: readonly [number, number], stroke = 1): void {
  for (let at = 0; at < size; at += stroke) {
    const value = Math.floor(at / stroke) % 2 === 0 ? first : second
    const thickness = Math.min(stroke, size - at)
    if (direction === 'vertical') fillRect(raster, x + at, y, thickness, size, value)
    else fillRect(raster, x, y + at, size, thickness, value)
  }
}

/** From one value to the other along x (`across`) or y (`down`), in equal steps of one grey level. */
export function ramp(raster: Raster, x: number, y: number, width: number, height: number, along: 'across' | 'down', from: number, to: number): void {
  const length = along === 'across' ? width : height
  const levels = Math.abs(to - from) + 1
  for (let at = 0; at < length; at += 1) {
    const level = Math.min(levels - 1, Math.floor((at * levels) / length))
    const value = to >= from ? from + level : from - level
    if (along === 'across') fillRect(raster, x + at, y, 1, height, value)
    else fillRect(raster, x, y + at, width, 1, value)
  }
}
