/** What is wrong with the millimetres of a mammogram. What no detector has is doubted by the geometry, which then claims
 *  none; beyond that, pixels are square and calibration follows from magnification (PS3.3 10.7.1.3). */
import type { ImageDescriptor } from '../../contract/image.ts'
import { spacingDoubt } from '../geometry/index.ts'

export type SpacingFault =
  | 'spacing-missing' | 'spacing-implausible' | 'spacing-contradictory' | 'spacing-uneven' | 'spacing-unusual'
  | 'magnification-implausible' | 'calibration-contradictory'
export type SpacingAttributes = Pick<ImageDescriptor, 'modality' | 'imagerPixelSpacing' | 'pixelSpacing' | 'pixelSpacingCalibrationType' | 'estimatedRadiographicMagnificationFactor' | 'rows' | 'columns'>

/** Millimetres: pixels and fields of the detectors in use, binned ones included. */
const usual = { least: 0.02, most: 0.3, field: 320 } as const
/** Share by which two values that should be one may differ. */
const TOLERANCE = 0.05

const doubts = { missing: 'spacing-missing', detector: 'spacing-implausible', contradiction: 'spacing-contradictory', magnification: 'magnification-implausible' } as const

export function spacingFault(image: SpacingAttributes): SpacingFault | null {
  const given = image.imagerPixelSpacing ?? image.pixelSpacing
  const doubt = spacingDoubt(image)
  if (given === null || doubt === 'missing' || doubt === 'detector') return doubt === null ? 'spacing-missing' : doubts[doubt]
  const [row, column] = given
  if (Math.abs(row / column - 1) > TOLERANCE) return 'spacing-uneven'
  if (doubt !== null) return doubts[doubt]
  const { imagerPixelSpacing: imager, pixelSpacing: calibrated, estimatedRadiographicMagnificationFactor: factor } = image
  const isOff = imager !== null && calibrated !== null && factor !== null && image.pixelSpacingCalibrationType === 'GEOMETRY'
    && Math.abs(imager[0] / calibrated[0] / factor - 1) > TOLERANCE
  if (isOff) return 'calibration-contradictory'
  const isUsual = Math.min(row, column) >= usual.least && Math.max(row, column) <= usual.most && Math.max(row * image.rows, column * image.columns) <= usual.field
  return isUsual ? null : 'spacing-unusual'
}
