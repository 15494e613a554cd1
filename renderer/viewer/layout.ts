/** Cells of a grid on whole device pixels: a viewport that began or ended between two pixels of the screen would be
 *  resampled by the browser, and 1:1 would not be 1:1. */
import type { HungCell } from '../../main/domain/hanging/index.ts'
import type { Size } from '../../main/domain/geometry/index.ts'

export interface PlacedCell {
  readonly cell: HungCell
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** CSS pixels between cells. */
const GAP = 1

/** CSS lengths that are whole both in CSS and in device pixels: multiples of this. */
export function pixelStep(devicePixelRatio: number): number {
  // Browsers give 4/3 as 1.33333337.
  for (let step = 1; step <= 20; step++) if (Math.abs(step * devicePixelRatio - Math.round(step * devicePixelRatio)) < 1e-5) return step
  return 1
}

export function layOut(rows: readonly (readonly HungCell[])[], { width, height }: Size, devicePixelRatio: number): PlacedCell[] {
  const step = pixelStep(devicePixelRatio)
  const whole = (length: number): number => Math.floor(length / step) * step
  return rows.flatMap((cells, row) => cells.map((cell, column): PlacedCell => {
    const [left, right] = [whole((width * column) / cells.length), whole((width * (column + 1)) / cells.length)]
    const [top, bottom] = [whole((height * row) / rows.length), whole((height * (row + 1)) / rows.length)]
    return {
      cell, left, top,
      width: right - left - (column + 1 < cells.length ? Math.max(GAP, step) : 0),
      height: bottom - top - (row + 1 < rows.length ? Math.max(GAP, step) : 0),
    }
  }))
}
