/** An image without what cannot be believed of it: what hangs, measures, marks and reports goes by this. The object keeps
 *  everything; `examineImages` says what was left aside and why. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { hasImpossibleAxis } from './orientation.ts'
import { hasContradictorySides } from './side.ts'
import { spacingFault } from './spacing.ts'
import { viewFault } from './view.ts'

export function trustedImage(image: ImageDescriptor): ImageDescriptor {
  if (image.modality !== 'MG') return image
  const sided = hasContradictorySides(image) ? { imageLaterality: '' as const } : {}
  const viewed = viewFault(image) === 'view-contradictory' ? { viewCode: null, viewPosition: '' } : {}
  const turned = image.patientOrientation !== null && hasImpossibleAxis(image.patientOrientation) ? { patientOrientation: null } : {}
  const fault = spacingFault(image)
  const measured = fault === 'spacing-uneven' ? { imagerPixelSpacing: null, pixelSpacing: null, pixelSpacingCalibrationType: '' }
    : fault === 'calibration-contradictory' ? { pixelSpacing: null, pixelSpacingCalibrationType: '' } : {}
  const changes = { ...sided, ...viewed, ...turned, ...measured }
  return Object.keys(changes).length === 0 ? image : { ...image, ...changes }
}
