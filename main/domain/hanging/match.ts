/** The mammography matcher: which image fills which slot. Deterministic (the order of the images plays no part) and
 *  total (every image is in a slot or among the extras). A view with a modifier never fills a plain slot (M20, M21). */
import type { ImageDescriptor } from '../../contract/image.ts'
import type { MammographyProtocol, Slot } from './protocol.ts'
import { modifiersOf, viewOf } from './view-codes.ts'

export interface SlotMatch {
  /** Slot name → image; absent when the study has none for it. */
  readonly slots: ReadonlyMap<string, ImageDescriptor>
  /** Everything else, in reading order. */
  readonly extras: readonly ImageDescriptor[]
}

export function matchSlots(protocol: MammographyProtocol, images: readonly ImageDescriptor[]): SlotMatch {
  const slots = new Map<string, ImageDescriptor>()
  const taken = new Set<ImageDescriptor>()
  for (const [name, slot] of Object.entries(protocol.slots)) {
    const [best] = images.filter((image) => !taken.has(image) && fits(image, slot)).toSorted(byPreference)
    if (best === undefined) continue
    slots.set(name, best)
    taken.add(best)
  }
  return { slots, extras: images.filter((image) => !taken.has(image)).toSorted(byAcquisition) }
}

const fits = (image: ImageDescriptor, slot: Slot): boolean =>
  image.modality === 'MG' && image.imageLaterality === slot.laterality && viewOf(image) === slot.view && modifiersOf(image).length === 0

/** M06: an image for processing is not for reading; it hangs only where there is nothing else, and says so. */
export const isForProcessing = (image: Pick<ImageDescriptor, 'presentationIntentType'>): boolean => image.presentationIntentType === 'FOR PROCESSING'

const isGenerated = (image: ImageDescriptor): boolean => image.imageType.some((value) => value.startsWith('GENERATED'))

/** For presentation before for processing, acquired before synthesised, one frame before many, whole before partial,
 *  then the latest exposure (the one that was kept), then by UID so that the answer never depends on the input order. */
function byPreference(a: ImageDescriptor, b: ImageDescriptor): number {
  const rank = (image: ImageDescriptor): number[] =>
    [isForProcessing(image), isGenerated(image), image.numberOfFrames > 1, image.partialView].map(Number)
  const [left, right] = [rank(a), rank(b)]
  for (const [index, value] of left.entries()) if (value !== right[index]) return value - (right[index] ?? 0)
  return byAcquisition(b, a)
}

function byAcquisition(a: ImageDescriptor, b: ImageDescriptor): number {
  const when = (image: ImageDescriptor): string => `${image.acquisitionDate}${image.acquisitionTime}`
  const [left, right] = [when(a), when(b)]
  if (left !== right) return left < right ? -1 : 1
  return (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || (a.sopInstanceUID < b.sopInstanceUID ? -1 : a.sopInstanceUID > b.sopInstanceUID ? 1 : 0)
}
