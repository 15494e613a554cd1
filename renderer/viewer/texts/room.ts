/** How much room there is beside the breast, so that no text lies on it: at the lateral side of each height of the
 *  viewport, from the skin to the edge. CSS pixels. */
import { apply, type Affine, type Justification } from '../../../main/domain/geometry/index.ts'
import type { Detail } from './lines.ts'

export interface Silhouette {
  /** Share of the hung width, from the chest wall, that tissue takes at each height of the image, from the top. */
  readonly reach: ArrayLike<number>
}

export interface Box { readonly width: number; readonly height: number }

/** Free width between `from` and `to` (from the top of the viewport). All of it where nothing is known. */
export function freeWidth(silhouette: Silhouette | null, toScreen: Affine, image: { rows: number; columns: number }, justification: Justification, viewport: Box, from: number, to: number): number {
  if (silhouette === null || justification === 'centre' || silhouette.reach.length === 0) return viewport.width
  const corners = [apply(toScreen, { x: 0, y: 0 }), apply(toScreen, { x: image.columns, y: image.rows })]
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
  const rowAt = (y: number): number => ((y - top) / Math.max(bottom - top, 1)) * silhouette.reach.length
  const [first, last] = [Math.max(0, Math.floor(rowAt(from))), Math.min(silhouette.reach.length - 1, Math.ceil(rowAt(to)))]
  let reach = 0
  for (let row = first; row <= last; row += 1) reach = Math.max(reach, silhouette.reach[row] ?? 0)
  const skin = reach * (right - left)
  const free = justification === 'right' ? right - skin : viewport.width - (left + skin)
  return Math.max(0, Math.min(free, viewport.width))
}

/** 12 px text: mean width of a character, height of a line, padding of a block. */
const CHARACTER = 6.5
const LINE = 16
const PADDING = 20

export const blockOf = (lines: readonly string[]): Box =>
  ({ width: Math.max(0, ...lines.map(({ length }) => length)) * CHARACTER + PADDING, height: lines.length * LINE + PADDING })

/** The most that fits of what the reader wants to see. */
export function fittingDetail(wanted: readonly Detail[], linesOf: (detail: Detail) => readonly string[], freeAt: (height: number) => number): Detail {
  return wanted.find((detail) => {
    const block = blockOf(linesOf(detail))
    return block.width <= freeAt(block.height)
  }) ?? wanted.at(-1) ?? 'least'
}
