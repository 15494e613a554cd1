/** Which breast an image says it shows. Several attributes may name a side (PS3.3 C.8.11.7.1.1, C.7.3.1, C.7.6.16.2.8,
 *  the anatomic region of CID 4013, a View Position written "RCC"). They must agree; nothing is ever read from pixels. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { modifiersOf } from '../hanging/index.ts'

export interface StatedSide { readonly by: 'image' | 'frame' | 'series' | 'region' | 'view-position'; readonly side: string }

export type SideAttributes = Pick<ImageDescriptor, 'imageLaterality' | 'lateralities' | 'anatomicRegion' | 'viewPosition'>

/** Right, left, both: SNOMED CT, then the SNOMED-RT style codes of SRT and SNM3. */
const regions: Readonly<Record<string, string>> = { '73056007': 'R', 'T-04020': 'R', '80248007': 'L', 'T-04030': 'L', '63762007': 'B', 'T-04080': 'B' }
const views = ['CC', 'MLO', 'ML', 'LM', 'LMO', 'XCCL', 'XCCM', 'FB']

/** Every side that the object names, by what names it. */
export function statedSides(image: SideAttributes): StatedSide[] {
  const position = image.viewPosition.trim().toUpperCase()
  const prefixed = !views.includes(position) && views.includes(position.slice(1)) ? position.charAt(0) : ''
  const { lateralities } = image
  // Descriptors of objects that name one side only may hold it in `imageLaterality` alone.
  const own = lateralities.image || (lateralities.frame === '' && lateralities.series === '' ? image.imageLaterality : '')
  const stated: StatedSide[] = [
    { by: 'image', side: own }, { by: 'frame', side: lateralities.frame }, { by: 'series', side: lateralities.series },
    { by: 'region', side: regions[image.anatomicRegion?.value ?? ''] ?? '' }, { by: 'view-position', side: prefixed },
  ]
  return stated.map(({ by, side }) => ({ by, side: side.trim().toUpperCase() })).filter(({ side }) => ['R', 'L', 'B'].includes(side))
}

/** One attribute says right where another says left. A region of both breasts is no contradiction. */
export const hasContradictorySides = (image: SideAttributes): boolean => new Set(statedSides(image).map(({ side }) => side).filter((side) => side !== 'B')).size > 1

/** A cleavage view shows both breasts and says so. */
export const showsBoth = (image: Pick<ImageDescriptor, 'viewModifierCodes'>): boolean => modifiersOf(image).includes('cleavage')

const specimenCodes = ['127457009', 'G-8310', 'G-8300']

/** Tissue taken out of the breast, by its view or its region (CID 4014, 4013): it has no side or turn of its own. */
export const isSpecimen = (image: Pick<ImageDescriptor, 'anatomicRegion' | 'viewCode'>): boolean =>
  [image.viewCode?.value, image.anatomicRegion?.value].some((value) => specimenCodes.includes(value ?? ''))
