/** A quick check after the idea of TG270-sQC (AAPM Report 270, 2019), which replaces TG18: one picture that fills the
 *  screen whatever its shape, full-range ramps along both long edges, 18 equally spaced levels with low-contrast
 *  corners, 5 % and 95 % squares, line pairs at the panel's own frequency, letters of falling contrast. */
import { edge, extremes, middle, patch, resolutionEverywhere } from './parts.ts'
import { newRaster, ramp, type Raster } from './raster.ts'
import { drawLetters } from './tg18-qc.ts'

/** 0 to 255 in 17 equal steps. */
export const eighteenLevels: readonly number[] = Array.from({ length: 18 }, (_, step) => step * 15)

export interface Tg270Layout { readonly patches: readonly { x: number; y: number; size: number; value: number }[]; readonly extremes: { x: number; y: number; size: number }; readonly fields: number; readonly margin: number; readonly ramp: { x: number; width: number; height: number } }

export function tg270Layout(width: number, height: number): Tg270Layout {
  const size = Math.floor(Math.min(width / 11, height / 9))
  const left = Math.floor((width - size * 9) / 2)
  const rows = [Math.round(height / 2) - Math.floor(2.7 * size), Math.round(height / 2) + Math.floor(1.7 * size)]
  const fields = Math.floor(size * 0.3)
  const margin = Math.floor(size * 0.2)
  return {
    fields, margin,
    patches: eighteenLevels.map((value, place) => {
      const row = Math.floor(place / 9)
      // The second row runs back, so that neighbours differ by one step all along.
      const column = row === 0 ? place : 17 - place
      return { x: left + column * size, y: rows[row] ?? 0, size, value }
    }),
    extremes: { x: Math.round(width / 2) - 3 * size, y: Math.round(height / 2) - Math.floor(size / 2), size },
    ramp: { x: fields * 2 + margin * 2, width: width - 4 * (fields + margin), height: Math.floor(size * 0.6) },
  }
}

export function drawTg270Sqc(width: number, height: number): Raster {
  const raster = newRaster(width, height, middle)
  const { patches, extremes: at, fields, margin, ramp: bar } = tg270Layout(width, height)
  ramp(raster, bar.x, margin, bar.width, bar.height, 'across', 0, 255)
  ramp(raster, bar.x, height - margin - bar.height, bar.width, bar.height, 'across', 255, 0)
  for (const one of patches) patch(raster, one.x, one.y, one.size, one.value)
  extremes(raster, at.x, at.y, at.size)
  const width3 = Math.floor(at.size * 9)
  drawLetters(raster, Math.round((width - width3) / 2), (patches[0]?.y ?? 0) - Math.floor(at.size * 0.9), width3)
  resolutionEverywhere(raster, fields, margin)
  edge(raster, 255)
  return raster
}
