/** Series as stacks of frames: slices in the order in which they lie in the patient, else in the order they were numbered. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { compareText } from './order.ts'

export interface FrameReference {
  readonly image: ImageDescriptor
  /** From 1. */
  readonly frame: number
}

export interface Stack {
  readonly seriesInstanceUID: string
  readonly description: string
  readonly frames: readonly [FrameReference, ...FrameReference[]]
}

/** One stack per series (localizers apart from the slices they belong to), largest first. */
export function stacksOf(images: readonly ImageDescriptor[]): Stack[] {
  const groups = new Map<string, ImageDescriptor[]>()
  for (const image of images) {
    const key = `${image.seriesInstanceUID} ${isLocalizer(image)} ${image.rows}x${image.columns} ${image.imageOrientationPatient?.map((cosine) => cosine.toFixed(2)).join(' ') ?? ''}`
    groups.set(key, [...groups.get(key) ?? [], image])
  }
  return [...groups.values()].map(stackOf).filter((stack) => stack !== null).toSorted((a, b) =>
    b.frames.length - a.frames.length || compareText(a.seriesInstanceUID, b.seriesInstanceUID))
}

export function stackOf(images: readonly ImageDescriptor[]): Stack | null {
  const [first, ...rest] = images.toSorted(bySlice).flatMap((image) => framesOf(image))
  if (first === undefined) return null
  const { seriesInstanceUID, seriesDescription } = first.image
  return { seriesInstanceUID, description: seriesDescription, frames: [first, ...rest] }
}

export const framesOf = (image: ImageDescriptor): FrameReference[] =>
  Array.from({ length: image.numberOfFrames }, (_, index) => ({ image, frame: index + 1 }))

export const isLocalizer = (image: Pick<ImageDescriptor, 'imageType'>): boolean => image.imageType.includes('LOCALIZER')

function bySlice(a: ImageDescriptor, b: ImageDescriptor): number {
  const [here, there] = [slicePosition(a), slicePosition(b)]
  const byPosition = here === null || there === null ? 0 : here - there
  return byPosition || (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0) || compareText(a.sopInstanceUID, b.sopInstanceUID)
}

/** Millimetres along the normal of the slice, growing from feet to head in an axial series: such a series is read from
 *  the head down, so the caller sees it negated. Null without a position (PS3.3 C.7.6.2.1.1). */
export function slicePosition(image: Pick<ImageDescriptor, 'imagePositionPatient' | 'imageOrientationPatient'>): number | null {
  const { imagePositionPatient: position, imageOrientationPatient: cosines } = image
  if (position === null || cosines === null) return null
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = cosines
  const [x = 0, y = 0, z = 0] = position
  return -(x * (ry * cz - rz * cy) + y * (rz * cx - rx * cz) + z * (rx * cy - ry * cx))
}
