/** Uniform fields after TG18-UNL: 10 % or 80 % of the range all over, with the outlines of the five places where
 *  luminance is measured; and steps after TG18-LN: a square of one P-Value on a ground of 20 % of the luminance range. */
import { fillRect, frameRect, newRaster, type Raster } from './raster.ts'

export function uniformValue(percent: 10 | 80): number {
  return Math.round((255 * percent) / 100)
}

/** Side of each measured square: their areas are a hundredth of the screen's. */
export function drawUniform(width: number, height: number, percent: 10 | 80): Raster {
  const value = uniformValue(percent)
  const raster = newRaster(width, height, value)
  const side = Math.round(Math.sqrt(width * height) / 10)
  const [near, farX, farY] = [Math.round(side / 2), width - Math.round(side * 1.5), height - Math.round(side * 1.5)]
  const places = [[near, near], [farX, near], [near, farY], [farX, farY], [Math.round((width - side) / 2), Math.round((height - side) / 2)]] as const
  for (const [x, y] of places) frameRect(raster, x, y, side, side, value + 12)
  return raster
}

/** The P-Value whose luminance is about a fifth of the range on a GSDF display, as in TG18-LN. */
export const stepGround = 153
/** 0, 15, … 255: the 18 levels at which a display's response is measured. */
export const stepValues: readonly number[] = Array.from({ length: 18 }, (_, step) => step * 15)

/** The square in the middle covers a tenth of the screen. */
export function stepSquare(width: number, height: number): { x: number; y: number; side: number } {
  const side = Math.round(Math.sqrt((width * height) / 10))
  return { x: Math.round((width - side) / 2), y: Math.round((height - side) / 2), side }
}

export function drawStep(width: number, height: number, value: number): Raster {
  const raster = newRaster(width, height, stepGround)
  const { x, y, side } = stepSquare(width, height)
  fillRect(raster, x, y, side, side, value)
  return raster
}
