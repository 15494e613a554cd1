/** Overlay planes (PS3.3 C.9.2): one bit per pixel beside the image. What cannot be drawn as it was meant is named by its
 *  group: bits hidden in the pixels (retired), planes of several frames, planes that are too large, incomplete planes. */
import { tagOf } from './attributes.ts'
import { createDataset, number, numbers, text, type Dataset } from './dataset.ts'
import { firstOverlay, isOverlayGroup } from './overlay-groups.ts'
import type { ImageDescriptor } from '../contract/index.ts'

type Overlay = ImageDescriptor['overlays'][number]

export function overlayPlanes(dataset: Dataset, imageFrames: number): Pick<ImageDescriptor, 'overlays' | 'unreadOverlays'> {
  const overlays: Overlay[] = []
  const unreadOverlays: string[] = []
  for (const [group, plane] of planes(dataset)) {
    const overlay = read(group, plane, imageFrames)
    if (overlay !== null) overlays.push(overlay)
    else unreadOverlays.push(group.toString(16).toUpperCase())
  }
  return { overlays, unreadOverlays }
}

/** The elements of each group that says anything, under the tags of group 6000. */
function planes(dataset: Dataset): [group: number, plane: Dataset][] {
  const found = new Map<number, Dataset>()
  for (const [tag, element] of dataset.elements) {
    const group = tag >>> 16
    if (!isOverlayGroup(group) || element.bytes.length === 0) continue
    const plane = found.get(group) ?? createDataset(dataset.littleEndian, dataset)
    found.set(group, plane)
    plane.elements.set(firstOverlay(tag), element)
  }
  return [...found].toSorted(([one], [other]) => one - other)
}

function read(group: number, plane: Dataset, imageFrames: number): Overlay | null {
  const rows = number(plane, 'OverlayRows') ?? 0
  const columns = number(plane, 'OverlayColumns') ?? 0
  const [row, column] = numbers(plane, 'OverlayOrigin')
  const kind = text(plane, 'OverlayType')
  const ofSeveralFrames = (number(plane, 'NumberOfFramesInOverlay') ?? 1) > 1
  const ofOneFrame = imageFrames > 1 && number(plane, 'ImageFrameOrigin') !== null
  const apart = number(plane, 'OverlayBitsAllocated') === 1 && (number(plane, 'OverlayBitPosition') ?? 0) === 0
  const bits = packed(plane, Math.ceil((rows * columns) / 8))
  if (!apart || ofSeveralFrames || ofOneFrame || rows < 1 || columns < 1 || bits === null || row === undefined || column === undefined) return null
  if (kind !== 'G' && kind !== 'R') return null
  const origin: [number, number] = [row, column]
  return { group, rows, columns, origin, kind, label: text(plane, 'OverlayLabel'), description: text(plane, 'OverlayDescription'), bits }
}

/** The first pixel is the lowest bit of the first byte; words of big endian objects have their bytes the other way round. */
function packed(plane: Dataset, length: number): string | null {
  const element = plane.elements.get(tagOf('OverlayData'))
  if (element === undefined || element.bytes.length < length) return null
  const bytes = Buffer.from(element.bytes)
  if (!plane.littleEndian && element.vr === 'OW') bytes.swap16()
  return bytes.subarray(0, length).toString('base64')
}
