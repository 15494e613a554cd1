/** The descriptor that holds for one frame (PS3.3 C.7.6.16): the object's own, with the values of that frame in its
 *  place. Frames count from 1. The same frame of the same descriptor is the same object each time, so that what is
 *  computed from it can be kept by identity. */
import type { ImageDescriptor } from '../../contract/image.ts'

const merged = new WeakMap<ImageDescriptor, Map<number, ImageDescriptor>>()

/** The object itself when this frame says nothing of its own, or when there is no such frame. */
export function imageOfFrame(image: ImageDescriptor, frame: number): ImageDescriptor {
  const own = image.perFrame?.[frame - 1]
  if (own === undefined || Object.keys(own).length === 0) return image
  const known = merged.get(image) ?? new Map<number, ImageDescriptor>()
  merged.set(image, known)
  const before = known.get(frame)
  if (before !== undefined) return before
  const result: ImageDescriptor = { ...image, ...own }
  known.set(frame, result)
  return result
}
