/** Geometry: a grid of squares and diagonals that show distortion, and one horizontal line of a known number of device
 *  pixels to lay a ruler on. Where the pixel pitch is known the line is 100 mm long and divided into centimetres;
 *  where it is not, it is eight tenths of the width, to be measured (M12). A frame of the size of a bank card
 *  (ISO/IEC 7810 ID-1) can be fitted to a real card instead. */
import { cardMm, pixelsOf } from '../../../main/domain/display-quality/index.ts'
import { fillRect, frameRect, newRaster, type Raster } from './raster.ts'

/** Device pixels from the first edge of the left tick to the first edge of the right one. */
export function rulerPixels(width: number, pixelPitchMm: number | null): number {
  const hundred = pixelPitchMm === null ? Number.POSITIVE_INFINITY : Math.round(pixelsOf(100, pixelPitchMm))
  return hundred < width * 0.95 ? hundred : Math.round(width * 0.8)
}

export interface GeometryOptions {
  readonly pixelPitchMm: number | null
  /** Width of the card's frame in device pixels; null: none is drawn. */
  readonly cardPixels: number | null
}

export function rulerPlace(width: number, height: number, pixelPitchMm: number | null): { x: number; y: number; length: number } {
  const length = rulerPixels(width, pixelPitchMm)
  return { x: Math.round((width - length) / 2), y: Math.round(height * 0.62), length }
}

export function drawGeometry(width: number, height: number, { pixelPitchMm, cardPixels }: GeometryOptions): Raster {
  const raster = newRaster(width, height, 26)
  const cell = Math.floor(Math.min(width, height) / 10)
  const [left, top] = [Math.floor((width % cell) / 2), Math.floor((height % cell) / 2)]
  for (let x = left; x < width; x += cell) fillRect(raster, x, 0, 1, height, 90)
  for (let y = top; y < height; y += cell) fillRect(raster, 0, y, width, 1, 90)
  frameRect(raster, 0, 0, width, height, 255)
  drawCircle(raster, Math.round(width / 2), Math.round(height / 2), Math.floor(Math.min(width, height) / 2) - 2, 140)
  if (cardPixels === null) drawRuler(raster, rulerPlace(width, height, pixelPitchMm), pixelPitchMm)
  else drawCard(raster, cardPixels)
  return raster
}

function drawRuler(raster: Raster, { x, y, length }: { x: number; y: number; length: number }, pixelPitchMm: number | null): void {
  fillRect(raster, x - 24, y - 60, length + 49, 120, 0)
  fillRect(raster, x, y, length + 1, 1, 255)
  const isHundred = pixelPitchMm !== null && length === Math.round(pixelsOf(100, pixelPitchMm))
  const parts = isHundred ? 10 : 1
  for (let part = 0; part <= parts; part += 1) {
    const tall = part === 0 || part === parts ? 40 : part === 5 ? 28 : 18
    fillRect(raster, x + Math.round((length * part) / parts), y - tall, 1, tall * 2 + 1, 255)
  }
}

function drawCard(raster: Raster, width: number): void {
  const height = Math.round((width * cardMm.height) / cardMm.width)
  const [x, y] = [Math.round((raster.width - width) / 2), Math.round((raster.height - height) / 2)]
  fillRect(raster, x, y, width, height, 60)
  frameRect(raster, x, y, width, height, 255)
}

function drawCircle(raster: Raster, centreX: number, centreY: number, radius: number, value: number): void {
  for (let step = 0; step <= radius * 7; step += 1) {
    const angle = (step * 2 * Math.PI) / (radius * 7)
    fillRect(raster, Math.round(centreX + radius * Math.cos(angle)), Math.round(centreY + radius * Math.sin(angle)), 1, 1, value)
  }
}
