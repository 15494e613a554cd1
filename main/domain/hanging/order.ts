/** The order in which images were made; UIDs settle what times and numbers leave open, so that it is always one order. */
import type { ImageDescriptor } from '../../contract/image.ts'

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export function byAcquisition(a: ImageDescriptor, b: ImageDescriptor): number {
  const when = (image: ImageDescriptor): string => `${image.acquisitionDate}${image.acquisitionTime}`
  return compareText(when(a), when(b)) || (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || compareText(a.sopInstanceUID, b.sopInstanceUID)
}
