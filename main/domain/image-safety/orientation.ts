/** What is wrong with Patient Orientation (0020,0020): absent, made of letters that are none or that contradict each other,
 *  or not that of such a view. (PS3.3 C.7.6.1.1.1) */
import type { ImageDescriptor } from '../../contract/image.ts'
import { hungOrientation } from '../geometry/index.ts'
import { viewOf } from '../hanging/index.ts'
import { isSpecimen } from './side.ts'

export type OrientationFault = 'orientation-missing' | 'orientation-impossible' | 'orientation-contradicts-side'

const dimension: Readonly<Record<string, string>> = { A: 'depth', P: 'depth', R: 'side', L: 'side', H: 'height', F: 'height' }

/** A letter that is none, or an axis that goes to both ends of one dimension. */
export const hasImpossibleAxis = (axes: readonly [string, string]): boolean =>
  axes.map((axis) => [...axis].map((letter) => dimension[letter] ?? '')).some((all) => all.length === 0 || all.includes('') || new Set(all).size < all.length)

export function orientationFault(image: Pick<ImageDescriptor, 'patientOrientation' | 'imageLaterality' | 'viewCode' | 'anatomicRegion'>): OrientationFault | null {
  // A specimen lies on the detector as it fell: it has no orientation, and needs none.
  if (isSpecimen(image)) return null
  if (image.patientOrientation === null) return 'orientation-missing'
  if (hasImpossibleAxis(image.patientOrientation)) return 'orientation-impossible'
  const isSided = image.imageLaterality === 'R' || image.imageLaterality === 'L'
  // Whether two axes span the plane of a view does not depend on the side.
  const { verdict } = hungOrientation({ patientOrientation: image.patientOrientation, imageLaterality: isSided ? image.imageLaterality : 'R' }, viewOf(image))
  if (verdict === 'not-spanning' || verdict === 'contradicts-view') return 'orientation-impossible'
  return verdict === 'contradicts-side' && isSided ? 'orientation-contradicts-side' : null
}
