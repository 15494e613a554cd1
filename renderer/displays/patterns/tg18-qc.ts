/** A quality-control pattern after the published description of TG18-QC (AAPM On-line Report 03, 2005): grid, 16 + 2
 *  luminance levels with low-contrast corners, 5 % and 95 % squares, ramps, resolution fields at centre and corners,
 *  crosstalk bars, letters of falling contrast on three grounds. Drawn for the pixels of the display at hand, lines of
 *  one device pixel everywhere; the Cx blocks that are scored under a loupe are left out. */
import { letterBar, letterBarSize } from './letters.ts'
import { crosstalkBars, edge, extremes, middle, patch, resolutionEverywhere } from './parts.ts'
import { fillRect, newRaster, ramp, type Raster } from './raster.ts'

/** The 16 patches, clockwise from the upper left; with black and white the 18 levels of the report. */
export const tg18Levels: readonly number[] = Array.from({ length: 16 }, (_, step) => 8 + 16 * step)

/** Where things are, in device pixels: a square as large as the screen allows, in ten columns and ten rows. */
export interface Tg18Layout { readonly left: number; readonly top: number; readonly cell: number; readonly patches: readonly { x: number; y: number; size: number; value: number }[]; readonly extremes: { x: number; y: number; size: number }; readonly fields: number; readonly margin: number }

export function tg18Layout(width: number, height: number): Tg18Layout {
  const cell = Math.floor(Math.min(width, height) / 10)
  const left = Math.floor((width - cell * 10) / 2)
  const top = Math.floor((height - cell * 10) / 2)
  const inner = [3, 4, 5, 6]
  const ring = [...inner.map((column) => [column, 2]), ...inner.map((row) => [7, row]), ...inner.toReversed().map((column) => [column, 7]), ...inner.toReversed().map((row) => [2, row])] as [number, number][]
  return {
    left, top, cell, fields: Math.floor(cell * 0.3), margin: Math.floor(cell * 0.2),
    patches: ring.map(([column, row], place) => ({ x: left + column * cell, y: top + row * cell, size: cell, value: tg18Levels[place] ?? 0 })),
    extremes: { x: left + 4 * cell, y: top + Math.floor(5.7 * cell), size: cell },
  }
}

export function drawTg18Qc(width: number, height: number): Raster {
  const raster = newRaster(width, height, middle)
  const { left, top, cell, patches, extremes: at, fields, margin } = tg18Layout(width, height)
  for (let line = 0; line <= 10; line += 1) {
    fillRect(raster, left + line * cell, top, 1, cell * 10, 191)
    fillRect(raster, left, top + line * cell, cell * 10 + 1, 1, 191)
  }
  for (const one of patches) patch(raster, one.x, one.y, one.size, one.value)
  extremes(raster, at.x, at.y, at.size)
  // Ramps beside the patches, one falling and one rising.
  ramp(raster, left + Math.floor(0.6 * cell), top + 2 * cell, Math.floor(0.6 * cell), 6 * cell, 'down', 255, 0)
  ramp(raster, left + Math.floor(8.8 * cell), top + 2 * cell, Math.floor(0.6 * cell), 6 * cell, 'down', 0, 255)
  crosstalkBars(raster, left + 2 * cell, top + Math.floor(0.9 * cell), 6 * cell, Math.floor(0.5 * cell))
  drawLetters(raster, left + Math.floor(0.3 * cell), top + Math.floor(8.3 * cell), Math.floor(9.4 * cell))
  resolutionEverywhere(raster, fields, margin)
  edge(raster, 255)
  return raster
}

/** Three bars in one row: on black, on middle grey, on white. */
export function drawLetters(raster: Raster, x: number, y: number, width: number): void {
  const cell = Math.max(1, Math.floor(width / 3 / letterBarSize(1).width))
  const bar = letterBarSize(cell).width
  const gap = Math.floor((width - 3 * bar) / 2)
  letterBar(raster, x, y, cell, 0, 1)
  letterBar(raster, x + bar + gap, y, cell, middle, 1)
  letterBar(raster, x + 2 * (bar + gap), y, cell, 255, -1)
}
