/** From a movement of the pointer to a shape in the image. Pure. */
import { apply, invert, type Affine, type Point } from '../../../main/domain/geometry/index.ts'
import { ellipseIn, shiftedInside, simplified, withHandle, type Forme, type Matrix } from '../../../main/domain/marks/index.ts'
import type { PointImage } from '../../../main/contract/index.ts'
import type { Tool } from '../state.ts'
import type { Hit } from './hit.ts'

export type DrawingTool = Extract<Tool, 'point' | 'ellipse' | 'outline' | 'length'>
export const isDrawingTool = (tool: Tool): tool is DrawingTool => tool === 'point' || tool === 'ellipse' || tool === 'outline' || tool === 'length'

/** CSS pixels: less is a slip of the hand, no mark and no move. */
const SLIP = 3

/** In the image, held at its edges, to a hundredth of a pixel: no hand is steadier, and outlines stay small. */
export function inImage(toScreen: Affine, { rows, columns }: Matrix, at: Point): PointImage {
  const { x, y } = apply(invert(toScreen), at)
  const fine = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most) * 100) / 100
  return { column: fine(x, columns), row: fine(y, rows) }
}

/** Where a mark may begin: on the image itself. */
export function isOnImage(toScreen: Affine, { rows, columns }: Matrix, at: Point): boolean {
  const { x, y } = apply(invert(toScreen), at)
  return x >= 0 && y >= 0 && x <= columns && y <= rows
}

/** The shape that a stroke draws; null while it is too small to be meant. `path` is the whole way of the pointer. */
export function drawnForme(tool: DrawingTool, path: readonly Point[], toScreen: Affine, matrix: Matrix): Forme | null {
  const [first, last] = [path[0], path.at(-1)]
  if (first === undefined || last === undefined) return null
  const [from, to] = [inImage(toScreen, matrix, first), inImage(toScreen, matrix, last)]
  const [width, height] = [Math.abs(last.x - first.x), Math.abs(last.y - first.y)]
  switch (tool) {
    case 'point': return { forme: 'POINT', at: to }
    case 'length': return Math.hypot(width, height) < SLIP ? null : { forme: 'LONGUEUR', de: from, a: to }
    case 'ellipse': return Math.min(width, height) < SLIP ? null : ellipseIn(from, to)
    case 'outline': {
      const xs = path.map(({ x }) => x)
      const ys = path.map(({ y }) => y)
      const isMeant = Math.max(...xs) - Math.min(...xs) >= SLIP && Math.max(...ys) - Math.min(...ys) >= SLIP
      return path.length < 3 || !isMeant ? null : { forme: 'LIBRE', points: simplified(path.map((at) => inImage(toScreen, matrix, at))) }
    }
  }
}

/** The mark under the hand after it moved from one place to another; null while it has hardly moved. */
export function movedForme({ mark, handle }: Hit, from: Point, to: Point, toScreen: Affine, matrix: Matrix): Forme | null {
  if (Math.hypot(to.x - from.x, to.y - from.y) < SLIP) return null
  if (handle !== null) return withHandle(mark.forme, handle, inImage(toScreen, matrix, to))
  const [start, end] = [from, to].map((at) => apply(invert(toScreen), at))
  if (start === undefined || end === undefined) return null
  return shiftedInside(mark.forme, matrix, { column: end.x - start.x, row: end.y - start.y })
}
