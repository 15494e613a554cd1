/** 2D ↔ tomosynthesis of the same breast and view (M41): which point of one lies where on the other. Through millimetres from the chest wall and from the middle of the height, as images hang at the same size:
 *  the breast is compressed anew for neither, but magnification differs with depth, so this is a hint, not a measure. */
import { axesOf, hungSize, type ImageGeometry, type Point } from '../geometry/index.ts'

/** The point of `to` at the same millimetres as `point` of `from`, both hung chest wall at the same edge; columns and
 *  rows of the stored matrices. May lie outside. */
export function sameMillimetres(from: ImageGeometry, point: Point, to: ImageGeometry, chestWall: 'left' | 'right'): Point {
  return toStored(to, chestWall, toHung(from, chestWall, point))
}

/** Millimetres from the chest wall edge (growing to the nipple) and from mid-height (growing downwards). */
function toHung(image: ImageGeometry, chestWall: 'left' | 'right', { x, y }: Point): Point {
  const { column, row } = axesOf(image.orientation)
  const size = hungSize(image)
  const [across, down] = [x * image.spacing.column, y * image.spacing.row]
  const right = across * column[0] + down * row[0] + (column[0] + row[0] < 0 ? size.width : 0)
  const below = across * column[1] + down * row[1] + (column[1] + row[1] < 0 ? size.height : 0)
  return { x: chestWall === 'left' ? right : size.width - right, y: below - size.height / 2 }
}

function toStored(image: ImageGeometry, chestWall: 'left' | 'right', hung: Point): Point {
  const { column, row } = axesOf(image.orientation)
  const size = hungSize(image)
  const right = (chestWall === 'left' ? hung.x : size.width - hung.x) - (column[0] + row[0] < 0 ? size.width : 0)
  const below = hung.y + size.height / 2 - (column[1] + row[1] < 0 ? size.height : 0)
  // The axes are orthogonal units: their inverse is their transpose.
  return { x: (right * column[0] + below * column[1]) / image.spacing.column, y: (right * row[0] + below * row[1]) / image.spacing.row }
}
