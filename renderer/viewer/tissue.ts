/** How far the breast reaches from the chest wall, for the fit of a layout: never for orientation, never for grey scale.
 *  What hangs together with the chest wall edge counts; a lead marker or a label out in the air does not. */
import type { ImageDescriptor } from '../../main/contract/image.ts'
import { axesOf } from '../../main/domain/geometry/index.ts'
import { tableOf } from './grey.ts'
import type { ImageView } from './image-view.ts'
import type { DecodedFrame } from './pixels/index.ts'

/** P-values above this are tissue on the default rendering. */
const AIR = 12 * 257
/** Left free beyond the nipple, as a share of the width. */
const MARGIN = 0.04

/** By SOP Instance UID, for as long as the window lives: a case opened again has its scale at once, whether its frames
 *  are still decoded or not. Which frame of an image was measured makes no difference worth a jump of the scale. */
const known = new Map<string, Tissue>()
/** Images kept: some hundred cases. */
const KEPT = 2000

export interface Tissue {
  /** Share of the hung width, 0..1, that must be seen. */
  readonly share: number
  /** The same without a margin at each height of the hung image, from the top; empty where there is nothing to go by. */
  readonly reach: Float32Array
}

const nothing: Tissue = { share: 1, reach: new Float32Array() }

/** Null until its image has been measured. */
export const knownShare = (image: ImageDescriptor): number | null => known.get(image.sopInstanceUID)?.share ?? null

/** Share of the hung width, 0..1, that must be seen. */
export const tissueShare = (image: ImageDescriptor, frame: DecodedFrame, view: ImageView): number => tissueOf(image, frame, view).share

export function tissueOf(image: ImageDescriptor, frame: DecodedFrame, view: ImageView): Tissue {
  const before = known.get(image.sopInstanceUID)
  if (before !== undefined) return before
  // A cell without a side says nothing for those that have one.
  if (view.justification === 'centre') return nothing
  const tissue = measure(image, frame, view)
  known.set(image.sopInstanceUID, tissue)
  const [oldest] = known.keys()
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
  return tissue
}

function measure(image: ImageDescriptor, frame: DecodedFrame, { image: geometry, justification }: ImageView): Tissue {
  const level = frame.levels[frame.levels.length - 1]
  const table = tableOf(image, frame, null, false)
  if (frame.kind !== 'grey' || level === undefined || table === null) return nothing
  const { column } = axesOf(geometry.orientation)
  const isUpright = geometry.orientation.rotation % 180 === 0
  const [width, height] = isUpright ? [level.columns, level.rows] : [level.rows, level.columns]
  const last = table.values.length - 1
  // Distance `out` from the chest wall and height `up` → index in the stored matrix.
  const { row } = axesOf(geometry.orientation)
  const growsRight = (isUpright ? column[0] : row[0]) > 0
  const isReversed = justification === 'right' ? growsRight : !growsRight
  const isTissue = (out: number, up: number): boolean => {
    const along = isReversed ? width - 1 - out : out
    const value = level.pixels[isUpright ? up * level.columns + along : along * level.columns + up] ?? 0
    if (frame.padding !== null && value === frame.padding) return false
    return (table.values[Math.min(Math.max(value - table.first, 0), last)] ?? 0) > AIR
  }
  const seen = new Uint8Array(width * height)
  const queue: number[] = []
  const visit = (out: number, up: number): void => {
    if (out < 0 || up < 0 || out >= width || up >= height || seen[out * height + up] === 1 || !isTissue(out, up)) return
    seen[out * height + up] = 1
    queue.push(out * height + up)
  }
  for (let up = 0; up < height; up++) for (let out = 0; out < 3; out++) visit(out, up)
  const growsDown = (isUpright ? row[1] : column[1]) > 0
  const reach = new Float32Array(height)
  const reaches = (out: number, up: number): void => {
    const down = growsDown ? up : height - 1 - up
    reach[down] = Math.max(reach[down] ?? 0, (out + 1) / width)
  }
  let furthest = 0
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [out, up] = [Math.floor(next / height), next % height]
    furthest = Math.max(furthest, out)
    reaches(out, up)
    visit(out + 1, up)
    visit(out - 1, up)
    visit(out, up + 1)
    visit(out, up - 1)
  }
  if (furthest >= width * 0.05) return { share: Math.min((furthest + 1) / width + MARGIN, 1), reach }
  // Nothing at the chest wall, or next to nothing: there is no breast to go by, only what is there.
  for (let up = 0; up < height; up++) for (let out = 0; out < width; out++) if (isTissue(out, up)) reaches(out, up)
  return { share: 1, reach }
}
