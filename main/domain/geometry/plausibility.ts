/** Spacing of mammograms that cannot be true: for the matrix and any detector there is, or beside what else the object
 *  says. What is doubted is flagged and never mended by a guess. Lengths in millimetres. (PS3.3 10.7, C.8.11.7) */
import type { ImageDescriptor } from '../../contract/image.ts'

/** `missing`: no spacing at all. `detector`: no detector has it (0.7 for 0.07, a breast three metres high).
 *  `contradiction`: Pixel Spacing and Imager Pixel Spacing cannot both be true. `magnification`: no geometry has that
 *  factor; lengths at the detector remain true. */
export type SpacingDoubt = 'missing' | 'detector' | 'contradiction' | 'magnification'

export type DoubtedAttributes = Pick<ImageDescriptor,
  'modality' | 'rows' | 'columns' | 'pixelSpacing' | 'imagerPixelSpacing' | 'estimatedRadiographicMagnificationFactor'>

/** From the finest specimen cabinet to the coarsest binned reconstruction. */
const PITCH = { least: 0.01, most: 0.5 }
/** The longest side of any detector or plate, generously. */
const LONGEST_SIDE = 450
/** An object is never larger than its shadow, nor is the shadow larger than this many times the object. */
const MAGNIFICATION = { least: 0.98, most: 4 }

export function spacingDoubt(image: DoubtedAttributes): SpacingDoubt | null {
  const given = image.imagerPixelSpacing ?? image.pixelSpacing
  if (given === null || !isPositive(given)) return 'missing'
  // Other projections have other detectors, and slices are not projections.
  if (image.modality !== 'MG') return null
  const [row, column] = given
  const isDetector = Math.min(row, column) >= PITCH.least && Math.max(row, column) <= PITCH.most
    && Math.max(row * image.rows, column * image.columns) <= LONGEST_SIDE
  if (!isDetector) return 'detector'
  if (image.imagerPixelSpacing !== null && image.pixelSpacing !== null && isPositive(image.pixelSpacing)) {
    const [inObject] = image.pixelSpacing
    if (!isMagnification(row / inObject) || !isMagnification(column / image.pixelSpacing[1])) return 'contradiction'
  }
  const factor = image.estimatedRadiographicMagnificationFactor
  return factor !== null && factor > 0 && !isMagnification(factor) ? 'magnification' : null
}

const isPositive = ([row, column]: readonly [number, number]): boolean => row > 0 && column > 0 && Number.isFinite(row) && Number.isFinite(column)

const isMagnification = (factor: number): boolean => factor >= MAGNIFICATION.least && factor <= MAGNIFICATION.most
