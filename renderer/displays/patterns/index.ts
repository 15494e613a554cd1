/** The test patterns in the order of the keys: quality control, quick check, uniformity, geometry, 18 steps.
 *  Each is drawn anew for the device pixels of the screen that shows it. */
import { drawGeometry, type GeometryOptions } from './geometry.ts'
import type { Raster } from './raster.ts'
import { drawTg18Qc } from './tg18-qc.ts'
import { drawTg270Sqc } from './tg270-sqc.ts'
import { drawStep, drawUniform, stepValues } from './uniform.ts'

export { rulerPlace } from './geometry.ts'
export { valueAt, type Raster } from './raster.ts'
export { stepValues } from './uniform.ts'

export type PatternName = 'TG18_QC' | 'TG270_SQC' | 'UNIFORM_10' | 'UNIFORM_80' | 'GEOMETRY' | 'STEP'
export interface Pattern {
  readonly name: PatternName
  /** Place of a step among the 18, from 1; null for the others. */
  readonly step: number | null
}

export const patterns: readonly Pattern[] = [
  ...(['TG18_QC', 'TG270_SQC', 'UNIFORM_10', 'UNIFORM_80', 'GEOMETRY'] as const).map((name) => ({ name, step: null })),
  ...stepValues.map((_, index) => ({ name: 'STEP' as const, step: index + 1 })),
]

export function drawPattern({ name, step }: Pattern, width: number, height: number, geometry: GeometryOptions): Raster {
  switch (name) {
    case 'TG18_QC': return drawTg18Qc(width, height)
    case 'TG270_SQC': return drawTg270Sqc(width, height)
    case 'UNIFORM_10': return drawUniform(width, height, 10)
    case 'UNIFORM_80': return drawUniform(width, height, 80)
    case 'GEOMETRY': return drawGeometry(width, height, geometry)
    case 'STEP': return drawStep(width, height, stepValues[(step ?? 1) - 1] ?? 0)
  }
}
