/** Sections of a breast that was too large for one exposure (PS3.16 CID 4005), and how its parts hang beside each other. */
import type { ImageDescriptor } from '../../contract/image.ts'

export const breastSections = ['posterior', 'central', 'anterior', 'superior', 'lateral', 'medial', 'inferior'] as const
export type BreastSection = (typeof breastSections)[number]

/** [SNOMED CT, SRT and SNM3] */
const codes: Record<BreastSection, readonly [string, string]> = {
  posterior: ['255551008', 'R-404CE'],
  central: ['26216008', 'G-A110'],
  anterior: ['255549009', 'R-404CC'],
  superior: ['264217000', 'R-42191'],
  lateral: ['49370004', 'G-A104'],
  medial: ['255561001', 'R-404D5'],
  inferior: ['261089000', 'R-4094A'],
}

/** Up to two, as `posterior` and `lateral`; empty where the object does not say which part it is. */
export function sectionsOf(image: Pick<ImageDescriptor, 'partialViewCodes'>): BreastSection[] {
  return breastSections.filter((section) => image.partialViewCodes.some(({ scheme, value }) =>
    scheme === 'SCT' ? value === codes[section][0] : (scheme === 'SRT' || scheme === 'SNM3') && value === codes[section][1]))
}

/** Sorts the parts of one view as they lie on the screen: chest wall at the right for the right breast, at the left for
 *  the left one; then from top to bottom. Parts that do not say where they lie count as the middle. */
export function bySection(a: PartialImage, b: PartialImage): number {
  return acrossOf(a) - acrossOf(b) || downOf(a) - downOf(b)
}

type PartialImage = Pick<ImageDescriptor, 'partialViewCodes' | 'imageLaterality'>

function acrossOf(image: PartialImage): number {
  const sections = sectionsOf(image)
  const outwards = sections.includes('posterior') ? -1 : sections.includes('anterior') ? 1 : 0
  return image.imageLaterality === 'R' ? -outwards : outwards
}

/** Head up; in a view without head and feet, lateral up. */
function downOf(image: PartialImage): number {
  const sections = sectionsOf(image)
  if (sections.includes('superior') || sections.includes('lateral')) return -1
  return sections.includes('inferior') || sections.includes('medial') ? 1 : 0
}
