/** What the pointer takes hold of: a handle of the mark in hand, else the mark whose drawn line is nearest. Distances are
 *  CSS pixels of the viewport. Pure. */
import { apply, type Affine, type Point } from '../../../main/domain/geometry/index.ts'
import { axes, handlesOf, type Forme } from '../../../main/domain/marks/index.ts'
import type { PointImage } from '../../../main/contract/index.ts'
import type { ShownMark } from './port.ts'

/** How near is on it. */
const REACH = 7
/** Radius of the ring around a point. */
export const RING = 11

export interface Hit {
  readonly mark: ShownMark
  /** Null: the mark as a whole. */
  readonly handle: number | null
}

export const onScreen = (toScreen: Affine, { column, row }: PointImage): Point => apply(toScreen, { x: column, y: row })

export function hitTest(marks: readonly ShownMark[], toScreen: Affine, at: Point): Hit | null {
  const inHand = marks.find(({ chosen, fixed }) => chosen && !fixed)
  if (inHand !== undefined) {
    const handle = handlesOf(inHand.forme).findIndex((place) => apart(onScreen(toScreen, place), at) <= REACH)
    if (handle >= 0) return { mark: inHand, handle }
  }
  const near = marks.map((mark) => ({ mark, away: distanceTo(mark.forme, toScreen, at) })).filter(({ away }) => away <= REACH)
  const nearest = near.toSorted((one, other) => one.away - other.away)[0]
  return nearest === undefined ? null : { mark: nearest.mark, handle: null }
}

/** The outline as a path on screen: closed for ellipses and outlines. */
export function outlineOnScreen(forme: Forme, toScreen: Affine): readonly Point[] {
  switch (forme.forme) {
    case 'POINT': return [onScreen(toScreen, forme.at)]
    case 'LONGUEUR': return [onScreen(toScreen, forme.de), onScreen(toScreen, forme.a)]
    case 'LIBRE': return [...forme.points, ...forme.points.slice(0, 1)].map((point) => onScreen(toScreen, point))
    case 'ELLIPSE': {
      const { centre, major, minor } = axes(forme)
      return Array.from({ length: 73 }, (_, index) => {
        const [cos, sin] = [Math.cos((index * Math.PI) / 36), Math.sin((index * Math.PI) / 36)]
        return onScreen(toScreen, { column: centre.column + major.column * cos + minor.column * sin, row: centre.row + major.row * cos + minor.row * sin })
      })
    }
  }
}

function distanceTo(forme: Forme, toScreen: Affine, at: Point): number {
  const path = outlineOnScreen(forme, toScreen)
  const [only] = path
  if (forme.forme === 'POINT' && only !== undefined) return Math.max(apart(only, at) - RING, 0)
  return path.slice(1).reduce((least, to, index) => Math.min(least, toSegment(path[index] ?? to, to, at)), Infinity)
}

function toSegment(from: Point, to: Point, at: Point): number {
  const [x, y] = [to.x - from.x, to.y - from.y]
  const size = x ** 2 + y ** 2
  const along = size === 0 ? 0 : Math.min(Math.max(((at.x - from.x) * x + (at.y - from.y) * y) / size, 0), 1)
  return apart({ x: from.x + x * along, y: from.y + y * along }, at)
}

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y)
