/** Sections of a breast that was too large for one exposure (PS3.16 CID 4005), in the order in which their parts hang. */
import type { ImageDescriptor } from '../../contract/image.ts'

/** From the chest wall outwards, from top to bottom. */
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

/** Sorts the parts of one view as they lie in it; parts that do not say where they lie come last. */
export function bySection(a: Pick<ImageDescriptor, 'partialViewCodes'>, b: Pick<ImageDescriptor, 'partialViewCodes'>): number {
  const rank = (image: Pick<ImageDescriptor, 'partialViewCodes'>): number => {
    const [first, second] = sectionsOf(image).map((section) => breastSections.indexOf(section))
    return first === undefined ? Infinity : first * 10 + (second ?? 0)
  }
  const [left, right] = [rank(a), rank(b)]
  return left === right ? 0 : left - right
}
