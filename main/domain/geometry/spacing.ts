/** Millimetres per pixel and where they come from. Two questions, two answers: how large to draw an image beside
 *  another (at the detector, IHE MAMMO "same size"), and what a caliper may claim (PS3.3 10.7.1.3). */
import type { ImageDescriptor } from '../../contract/image.ts'

declare const millimetre: unique symbol
export type Millimetre = number & { readonly [millimetre]: true }
export const mm = (value: number): Millimetre => value as Millimetre

/** Millimetres between neighbouring rows and between neighbouring columns. */
export interface Spacing {
  readonly row: Millimetre
  readonly column: Millimetre
}

/** `patient`: in the plane of the patient (CT, MR). `calibrated`: Pixel Spacing corrected for a fiducial or geometry.
 *  `magnification`: Imager Pixel Spacing ÷ Estimated Radiographic Magnification Factor. `detector`: uncorrected. */
export type SpacingSource = 'patient' | 'calibrated' | 'magnification' | 'detector'

export interface MeasurementSpacing extends Spacing {
  readonly source: SpacingSource
}

export type SpacingAttributes = Pick<ImageDescriptor,
  'modality' | 'pixelSpacing' | 'pixelSpacingCalibrationType' | 'imagerPixelSpacing' | 'estimatedRadiographicMagnificationFactor'>

const spacing = ([row, column]: readonly [number, number]): Spacing | null =>
  row > 0 && column > 0 ? { row: mm(row), column: mm(column) } : null

/** Spacing for drawing: at the detector for projections, so that two exposures of one breast compare; null when unknown. */
export function drawingSpacing(image: SpacingAttributes): Spacing | null {
  const given = image.imagerPixelSpacing ?? image.pixelSpacing
  return given === null ? null : spacing(given)
}

/** Spacing for measuring; null means that only pixels can be given. */
export function measurementSpacing(image: SpacingAttributes): MeasurementSpacing | null {
  const inPatient = image.pixelSpacing === null ? null : spacing(image.pixelSpacing)
  const atDetector = image.imagerPixelSpacing === null ? null : spacing(image.imagerPixelSpacing)
  if (atDetector === null) return inPatient === null ? null : { ...inPatient, source: image.pixelSpacingCalibrationType === '' ? 'patient' : 'calibrated' }
  const isCalibrated = inPatient !== null
    && (image.pixelSpacingCalibrationType !== '' || inPatient.row !== atDetector.row || inPatient.column !== atDetector.column)
  if (isCalibrated) return { ...inPatient, source: 'calibrated' }
  const factor = image.estimatedRadiographicMagnificationFactor
  if (factor === null || !(factor > 0)) return { ...atDetector, source: 'detector' }
  return { row: mm(atDetector.row / factor), column: mm(atDetector.column / factor), source: 'magnification' }
}

/** A magnification view (factor of about 1.5 and more): not comparable in size with contact views. */
export const isMagnified = (image: Pick<ImageDescriptor, 'estimatedRadiographicMagnificationFactor'>): boolean =>
  (image.estimatedRadiographicMagnificationFactor ?? 1) >= 1.4

/** Distance between two points of the pixel matrix, in millimetres. */
export const distance = (along: Spacing, columns: number, rows: number): Millimetre =>
  mm(Math.hypot(columns * along.column, rows * along.row))
