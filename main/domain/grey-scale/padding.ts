/** Pixel Padding Value and Range Limit (PS3.3 C.7.5.1.1.2): stored values that are no part of the image and stay
 *  black under every window and every inversion. */
import type { ImageDescriptor } from '../../contract/image.ts'

export type PaddingAttributes = Pick<ImageDescriptor, 'pixelPaddingValue' | 'pixelPaddingRangeLimit'>

/** The padded stored values, both ends included; the limit may lie on either side of the value. */
export function paddingRange(image: PaddingAttributes): readonly [number, number] | null {
  if (image.pixelPaddingValue === null) return null
  const limit = image.pixelPaddingRangeLimit ?? image.pixelPaddingValue
  return [Math.min(image.pixelPaddingValue, limit), Math.max(image.pixelPaddingValue, limit)]
}
