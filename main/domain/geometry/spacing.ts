/** Millimetres per pixel and where they come from. Three questions, three answers: how large to draw an image beside
 *  another (at the detector, IHE MAMMO "same size"), what a caliper may claim (PS3.3 10.7.1.3), and how large the object
 *  is on the glass of the monitor ("true size"). */
import type { ImageDescriptor } from '../../contract/image.ts'
import { spacingDoubt } from './plausibility.ts'

declare const millimetre: unique symbol
export type Millimetre = number & { readonly [millimetre]: true }
export const mm = (value: number): Millimetre => value as Millimetre

/** Millimetres between neighbouring rows and between neighbouring columns. */
export interface Spacing {
  readonly row: Millimetre
  readonly column: Millimetre
}

/** `patient`: in the plane of the patient (CT, MR). `calibrated`: Pixel Spacing corrected for a fiducial or geometry.
 *  `magnification`: Imager Pixel Spacing ÷ Estimated Radiographic Magnification Factor. `detector`: uncorrected.
 *  `unstated`: a projection with a Pixel Spacing that does not say whether it was corrected. */
export type SpacingSource = 'patient' | 'calibrated' | 'magnification' | 'detector' | 'unstated'

export interface MeasurementSpacing extends Spacing {
  readonly source: SpacingSource
}

export type SpacingAttributes = Pick<ImageDescriptor,
  'modality' | 'rows' | 'columns' | 'pixelSpacing' | 'pixelSpacingCalibrationType' | 'imagerPixelSpacing' | 'estimatedRadiographicMagnificationFactor'>

const spacing = ([row, column]: readonly [number, number]): Spacing | null =>
  row > 0 && column > 0 ? { row: mm(row), column: mm(column) } : null

const projections: readonly string[] = ['MG', 'CR', 'DX', 'RF', 'XA', 'IO', 'PX', 'RG']

/** Nothing in millimetres can be said of it. */
const isUnknown = (image: SpacingAttributes): boolean => {
  const doubt = spacingDoubt(image)
  return doubt !== null && doubt !== 'magnification'
}

/** Spacing for drawing: at the detector for projections, so that two exposures of one breast compare; null when unknown
 *  or not to be believed. */
export function drawingSpacing(image: SpacingAttributes): Spacing | null {
  if (isUnknown(image)) return null
  const given = image.imagerPixelSpacing ?? image.pixelSpacing
  return given === null ? null : spacing(given)
}

/** Spacing for measuring; null means that only pixels can be given. */
export function measurementSpacing(image: SpacingAttributes): MeasurementSpacing | null {
  if (isUnknown(image)) return null
  const inPatient = image.pixelSpacing === null ? null : spacing(image.pixelSpacing)
  const atDetector = image.imagerPixelSpacing === null ? null : spacing(image.imagerPixelSpacing)
  const hasType = image.pixelSpacingCalibrationType !== ''
  if (atDetector === null) {
    if (inPatient === null) return null
    return { ...inPatient, source: hasType ? 'calibrated' : projections.includes(image.modality) ? 'unstated' : 'patient' }
  }
  const isCalibrated = inPatient !== null && (hasType || inPatient.row !== atDetector.row || inPatient.column !== atDetector.column)
  if (isCalibrated) return { ...inPatient, source: 'calibrated' }
  const factor = image.estimatedRadiographicMagnificationFactor
  if (factor === null || !(factor > 0) || spacingDoubt(image) === 'magnification') return { ...atDetector, source: 'detector' }
  return { row: mm(atDetector.row / factor), column: mm(atDetector.column / factor), source: 'magnification' }
}

/** Millimetres as drawn per CSS pixel at which one millimetre of the object takes one millimetre of the glass (M12).
 *  `pitch`: millimetres of the glass per device pixel. Null where the object's own millimetres are unknown. */
export function lifeSizeScale(image: SpacingAttributes, pitch: number, devicePixelRatio: number): number | null {
  const [drawn, measured] = [drawingSpacing(image), measurementSpacing(image)]
  if (drawn === null || measured === null || !(pitch > 0)) return null
  return pitch * devicePixelRatio * (drawn.column / measured.column)
}

/** A magnification view (factor of about 1.5 and more): not comparable in size with contact views. */
export const isMagnified = (image: Pick<ImageDescriptor, 'estimatedRadiographicMagnificationFactor'>): boolean =>
  (image.estimatedRadiographicMagnificationFactor ?? 1) >= 1.4

/** Distance between two points of the pixel matrix, in millimetres. */
export const distance = (along: Spacing, columns: number, rows: number): Millimetre =>
  mm(Math.hypot(columns * along.column, rows * along.row))
