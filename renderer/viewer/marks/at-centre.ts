/** A mark without a pointer: the shape of the tool in the middle of what the active viewport shows, to be moved from
 *  there with the arrows. */
import { imageToScreen, type Affine, type Point } from '../../../main/domain/geometry/index.ts'
import type { Forme } from '../../../main/domain/marks/index.ts'
import { imageView } from '../image-view.ts'
import { placementIn, type Viewer } from '../use-viewer.ts'
import { drawnForme, isDrawingTool, isOnImage, type DrawingTool } from './drawing.ts'
import type { Marks } from './use-marks.ts'

/** CSS pixels from the middle. */
const HALF = 30

/** False when no drawing tool is out, or the middle shows no image. */
export function markAtCentre(marks: Marks, viewer: Viewer): boolean {
  const { active, state } = viewer
  const reference = active === null ? null : viewer.referenceOf(active)
  const placed = viewer.placed.find(({ cell }) => cell.id === active?.id)
  if (active === null || reference === null || placed === undefined || !isDrawingTool(state.tool)) return false
  const { image, frame } = reference
  const look = imageView(image, active)
  const { zoom, pan } = placementIn(viewer, active.id)
  const toScreen = imageToScreen({
    image: look.image, viewport: { width: placed.width, height: placed.height }, justification: look.justification, scale: (viewer.scales.get(active.id) ?? 1) / zoom, pan, devicePixelRatio: viewer.devicePixelRatio,
  })
  const middle = { x: placed.width / 2, y: placed.height / 2 }
  const forme = isOnImage(toScreen, image, middle) ? shapeAround(state.tool, middle, toScreen, image) : null
  if (forme === null) return false
  marks.events.drawn({ sopInstanceUID: image.sopInstanceUID, frame, forme }, image, active.study === 'prior')
  return true
}

function shapeAround(tool: DrawingTool, { x, y }: Point, toScreen: Affine, matrix: { rows: number; columns: number }): Forme | null {
  const corners = [{ x: x - HALF, y: y - HALF }, { x: x + HALF, y: y + HALF }]
  const paths: Record<DrawingTool, Point[]> = {
    point: [{ x, y }], length: [{ x: x - HALF, y }, { x: x + HALF, y }], ellipse: corners,
    outline: Array.from({ length: 36 }, (_, index) => ({ x: x + HALF * Math.cos((index * Math.PI) / 18), y: y + HALF * Math.sin((index * Math.PI) / 18) })),
  }
  return drawnForme(tool, paths[tool], toScreen, matrix)
}
