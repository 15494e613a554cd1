/** Which stored pixels a painted picture really shows: wholly inside the viewport, each on at least one device pixel, on
 *  a canvas that the browser does not stretch. */
import { apply, imageToScreen, invert, type View } from '../../../main/domain/geometry/index.ts'

/** Columns and rows of the stored matrix, from 0; `to` is the first that is not shown. */
export interface ShownPart {
  readonly columns: { readonly from: number; readonly to: number }
  readonly rows: { readonly from: number; readonly to: number }
}

/** Share of a pixel that rounding may cost. */
const SAME = 1e-6

/** Null when no pixel counts: reduced, out of sight, or not on whole pixels of the screen. */
export function shownPart(view: View): ShownPart | null {
  const { viewport, devicePixelRatio, image } = view
  const map = imageToScreen(view)
  const isWhole = [viewport.width, viewport.height].every((length) => Math.abs(length * devicePixelRatio - Math.round(length * devicePixelRatio)) < 0.01)
  const reduced = Math.min(Math.hypot(map.a, map.b), Math.hypot(map.c, map.d)) * devicePixelRatio < 1 - SAME
  if (!isWhole || reduced) return null
  const back = invert(map)
  const [one, other] = [apply(back, { x: 0, y: 0 }), apply(back, { x: viewport.width, y: viewport.height })]
  const columns = within(one.x, other.x, image.columns)
  const rows = within(one.y, other.y, image.rows)
  return columns.from < columns.to && rows.from < rows.to ? { columns, rows } : null
}

function within(one: number, other: number, count: number): { from: number; to: number } {
  return { from: Math.max(Math.ceil(Math.min(one, other) - SAME * count), 0), to: Math.min(Math.floor(Math.max(one, other) + SAME * count), count) }
}
