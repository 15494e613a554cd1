/** Compares what is on the canvas with what the straight formulas say (`referenceGrey`), at a few hundred points: a driver
 *  or a program that bends greys must not be read from. Points on padding must be black; points whose neighbours
 *  differ so much that a hundredth of a pixel decides are left out. */
import { apply } from '../../../main/domain/geometry/index.ts'
import { fromDevicePixels, toDevicePixels } from './cpu-stage.ts'
import { levelFor, type Picture } from './picture.ts'

/** Most points along each side. */
const POINTS = 22
/** Steps of 8 bits: dithering stays below one, rounding adds a little. */
const TOLERANCE = 1.05
/** Share of points that may stray, and the mean that dithering may leave over many. */
const STRAY = 0.01
const BIAS = 0.4
/** A place in the image, in pixels, is known to both within this share of a pixel. */
const SLACK = 0.01

export type Agreement = 'agrees' | 'differs'

/** `grey`: stored value → 0..1. Null when there is nothing to compare: colour, or too small a viewport. */
export function checkPainted(canvas: HTMLCanvasElement, picture: Picture, largestSide: number, grey: (stored: number) => number): Agreement | null {
  const { frame } = picture
  if (frame.kind === 'colour') return null
  const samples = sample(canvas, inSight(canvas, picture))
  if (samples === null) return null
  const level = levelFor(picture, largestSide)
  const toImage = fromDevicePixels(picture)
  let [compared, strays, graded, bias] = [0, 0, 0, 0]
  for (const { x, y, value } of samples) {
    const column = (toImage.a * x + toImage.c * y + toImage.e) / level.factor - 0.5
    const row = (toImage.b * x + toImage.d * y + toImage.f) / level.factor - 0.5
    const [left, top] = [Math.floor(column), Math.floor(row)]
    if (left < 0 || top < 0 || left + 1 >= level.columns || top + 1 >= level.rows) continue
    const corners = [top * level.columns + left, top * level.columns + left + 1, (top + 1) * level.columns + left, (top + 1) * level.columns + left + 1]
      .map((index) => level.pixels[index] ?? 0)
    const padded = corners.filter((corner) => corner === frame.padding).length
    if (padded > 0) {
      // Beside the image, and under a shutter that is black: black.
      if (padded < 4 || (picture.cover?.shutter.presentationValue ?? 0) > 0) continue
      compared += 1
      if (value !== 0) strays += 1
      continue
    }
    const expected = expectation(corners, column - left, row - top, grey)
    if (expected === null) continue
    const [low, high] = expected
    compared += 1
    if (value < low - TOLERANCE || value > high + TOLERANCE) strays += 1
    if (high - low < 0.5 && low > 1 && high < 254) {
      graded += 1
      bias += value - (low + high) / 2
    }
  }
  if (compared === 0) return null
  return strays <= STRAY * compared && (graded < 64 || Math.abs(bias / graded) <= BIAS) ? 'agrees' : 'differs'
}

/** Steps of 8 bits between which the pixel must lie; null where the image is too steep to tell. */
function expectation([a = 0, b = 0, c = 0, d = 0]: readonly number[], x: number, y: number, grey: (stored: number) => number): [number, number] | null {
  const stored = a * (1 - x) * (1 - y) + b * x * (1 - y) + c * (1 - x) * y + d * x * y
  const slack = SLACK * (Math.max(a, b, c, d) - Math.min(a, b, c, d))
  // Painters look up whole stored values.
  const [first, last] = [Math.round(stored - slack - 1e-6), Math.round(stored + slack + 1e-6)]
  if (last - first > 8) return null
  const greys = Array.from({ length: last - first + 1 }, (_, step) => 255 * grey(first + step))
  return [Math.min(...greys), Math.max(...greys)]
}

interface Box { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** The part of the canvas on which the image lies, in whole pixels. */
function inSight({ width, height }: HTMLCanvasElement, picture: Picture): Box {
  const { rows, columns } = picture.view.image
  const map = toDevicePixels(picture)
  const corners = [[0, 0], [columns, rows]].map(([x = 0, y = 0]) => apply(map, { x, y }))
  const within = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most))
  const [left, right] = [within(Math.min(...corners.map(({ x }) => x)), width), within(Math.max(...corners.map(({ x }) => x)), width)]
  const [top, bottom] = [within(Math.min(...corners.map(({ y }) => y)), height), within(Math.max(...corners.map(({ y }) => y)), height)]
  return { left, top, width: right - left, height: bottom - top }
}

/** Pixels on a grid of odd step, so that no two rows or columns of it see the same thresholds: centre and value. */
function sample(canvas: HTMLCanvasElement, box: Box): { x: number; y: number; value: number }[] | null {
  const [stepX, stepY] = [oddStep(box.width), oddStep(box.height)]
  const [columns, rows] = [Math.min(Math.floor(box.width / stepX), POINTS), Math.min(Math.floor(box.height / stepY), POINTS)]
  if (columns < 4 || rows < 4) return null
  // Whole lines, each as it is: a copy that scales need not hit the pixel it should.
  const lines = new OffscreenCanvas(box.width, rows).getContext('2d', { alpha: false })
  if (lines === null) return null
  const placeOf = (index: number, step: number): number => index * step + (step >> 1)
  for (let row = 0; row < rows; row++) lines.drawImage(canvas, box.left, box.top + placeOf(row, stepY), box.width, 1, 0, row, box.width, 1)
  const { data } = lines.getImageData(0, 0, box.width, rows)
  return Array.from({ length: columns * rows }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), placeOf(index % columns, stepX)]
    return { x: box.left + column + 0.5, y: box.top + placeOf(row, stepY) + 0.5, value: data[(row * box.width + column) * 4] ?? 0 }
  })
}

const oddStep = (length: number): number => {
  const step = Math.max(Math.floor(length / POINTS), 1)
  return step % 2 === 0 ? step - 1 : step
}
