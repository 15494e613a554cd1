/** Shapes of marks as points of the stored matrix (columns and rows, origin at the corner of the first pixel): how they
 *  are made, moved and bent. Whatever is done to a shape leaves it inside its image. */
import type { PointImage, Repere, Trace } from '../../contract/index.ts'

/** The geometry of a mark alone. */
export type Forme =
  | { readonly forme: 'POINT'; readonly at: PointImage }
  | Pick<Extract<Trace, { forme: 'ELLIPSE' }>, 'forme' | 'grandAxe' | 'petitAxe'>
  | Pick<Extract<Trace, { forme: 'LIBRE' }>, 'forme' | 'points'>
  | Pick<Extract<Trace, { forme: 'LONGUEUR' }>, 'forme' | 'de' | 'a'>

export interface Matrix { readonly rows: number; readonly columns: number }

/** Most points of an outline as it is drawn: finer than any hand, and small enough that many fit one saved draft. */
const MOST_POINTS = 500

export const pointOf = ({ column, row }: Repere): PointImage => ({ column, row })

export function pointsOf(forme: Forme): readonly PointImage[] {
  switch (forme.forme) {
    case 'POINT': return [forme.at]
    case 'ELLIPSE': return [...forme.grandAxe, ...forme.petitAxe]
    case 'LIBRE': return forme.points
    case 'LONGUEUR': return [forme.de, forme.a]
  }
}

export const isInside = ({ rows, columns }: Matrix, { column, row }: PointImage): boolean => column >= 0 && row >= 0 && column <= columns && row <= rows

/** Its whole outline; the axes of an ellipse tell only four of its points. */
export function insideImage(matrix: Matrix, forme: Forme): boolean {
  const { first, last } = boundsOf(forme)
  // A stroke of the pointer along the edge may round to just outside.
  const grown = { rows: matrix.rows + 0.5, columns: matrix.columns + 0.5 }
  return isInside(grown, { column: first.column + 0.5, row: first.row + 0.5 }) && isInside(grown, last)
}

function boundsOf(forme: Forme): { first: PointImage; last: PointImage } {
  if (forme.forme === 'ELLIPSE') {
    const { centre, major, minor } = axes(forme)
    const [width, height] = [Math.hypot(major.column, minor.column), Math.hypot(major.row, minor.row)]
    return { first: { column: centre.column - width, row: centre.row - height }, last: { column: centre.column + width, row: centre.row + height } }
  }
  const points = pointsOf(forme)
  const [columns, rows] = [points.map(({ column }) => column), points.map(({ row }) => row)]
  return { first: { column: Math.min(...columns), row: Math.min(...rows) }, last: { column: Math.max(...columns), row: Math.max(...rows) } }
}

export function middleOf(forme: Forme): PointImage {
  const { first, last } = boundsOf(forme)
  return { column: (first.column + last.column) / 2, row: (first.row + last.row) / 2 }
}

/** The ellipse of the box between two opposite corners. */
export function ellipseIn(one: PointImage, other: PointImage): Extract<Forme, { forme: 'ELLIPSE' }> {
  const [column, row] = [(one.column + other.column) / 2, (one.row + other.row) / 2]
  return longerFirst([{ column: one.column, row }, { column: other.column, row }], [{ column, row: one.row }, { column, row: other.row }])
}

type Axis = readonly [PointImage, PointImage]

function longerFirst(one: Axis, other: Axis): Extract<Forme, { forme: 'ELLIPSE' }> {
  const [grandAxe, petitAxe] = length(one) >= length(other) ? [one, other] : [other, one]
  return { forme: 'ELLIPSE', grandAxe: [grandAxe[0], grandAxe[1]], petitAxe: [petitAxe[0], petitAxe[1]] }
}

const length = ([from, to]: Axis): number => Math.hypot(to.column - from.column, to.row - from.row)

/** Centre and half axes. */
export function axes({ grandAxe, petitAxe }: Extract<Forme, { forme: 'ELLIPSE' }>): { centre: PointImage; major: PointImage; minor: PointImage } {
  const [from, to] = grandAxe
  const half = ([start, end]: Axis): PointImage => ({ column: (end.column - start.column) / 2, row: (end.row - start.row) / 2 })
  return { centre: { column: (from.column + to.column) / 2, row: (from.row + to.row) / 2 }, major: half(grandAxe), minor: half(petitAxe) }
}

const along = (centre: PointImage, half: PointImage): [PointImage, PointImage] => [
  { column: centre.column - half.column, row: centre.row - half.row }, { column: centre.column + half.column, row: centre.row + half.row },
]

/** Where a mark can be taken to change its size: ends of a length and of axes, corners of an outline's box. */
export function handlesOf(forme: Forme): readonly PointImage[] {
  if (forme.forme === 'POINT') return []
  if (forme.forme !== 'LIBRE') return pointsOf(forme)
  const { first, last } = boundsOf(forme)
  return [first, { column: last.column, row: first.row }, last, { column: first.column, row: last.row }]
}

/** The mark with one of its handles taken elsewhere. The end of a long axis turns the ellipse about its centre. */
export function withHandle<F extends Forme>(forme: F, handle: number, to: PointImage): F
export function withHandle(forme: Forme, handle: number, to: PointImage): Forme {
  switch (forme.forme) {
    case 'POINT': return { ...forme, at: to }
    case 'LONGUEUR': return handle === 0 ? { ...forme, de: to } : { ...forme, a: to }
    case 'ELLIPSE': return { ...forme, ...bent(forme, handle, to) }
    case 'LIBRE': return { ...forme, points: stretched(forme, handle, to) }
  }
}

function bent(forme: Extract<Forme, { forme: 'ELLIPSE' }>, handle: number, to: PointImage): Extract<Forme, { forme: 'ELLIPSE' }> {
  const { centre, major, minor } = axes(forme)
  const pulled = { column: to.column - centre.column, row: to.row - centre.row }
  const reach = Math.max(Math.hypot(pulled.column, pulled.row), 0.5)
  if (handle < 2) {
    const half = reach < 1 ? major : pulled
    const kept = Math.hypot(minor.column, minor.row) / Math.hypot(half.column, half.row)
    return longerFirst(along(centre, half), along(centre, { column: -half.row * kept, row: half.column * kept }))
  }
  // Across the long axis only: its direction stays.
  const size = Math.hypot(major.column, major.row)
  const across = { column: -major.row / size, row: major.column / size }
  const width = Math.max(Math.abs(pulled.column * across.column + pulled.row * across.row), 0.5)
  return longerFirst(along(centre, major), along(centre, { column: across.column * width, row: across.row * width }))
}

/** Stretched about the corner opposite to the one that was taken, never to nothing nor inside out. */
function stretched(forme: Extract<Forme, { forme: 'LIBRE' }>, handle: number, to: PointImage): PointImage[] {
  const corners = handlesOf(forme)
  const [taken, fixed] = [corners[handle % 4] ?? to, corners[(handle + 2) % 4] ?? to]
  const factor = (now: number, was: number): number => (was === 0 ? 1 : Math.max(now / was, 0.05))
  const [wide, tall] = [factor(to.column - fixed.column, taken.column - fixed.column), factor(to.row - fixed.row, taken.row - fixed.row)]
  return forme.points.map(({ column, row }) => ({ column: fixed.column + (column - fixed.column) * wide, row: fixed.row + (row - fixed.row) * tall }))
}

/** Moved as a whole, as far as the image goes. */
export function shiftedInside<F extends Forme>(forme: F, matrix: Matrix, by: PointImage): F
export function shiftedInside(forme: Forme, { rows, columns }: Matrix, by: PointImage): Forme {
  const { first, last } = boundsOf(forme)
  const within = (wanted: number, low: number, high: number): number => Math.min(Math.max(wanted, Math.min(low, 0)), Math.max(high, 0))
  const [across, down] = [within(by.column, -first.column, columns - last.column), within(by.row, -first.row, rows - last.row)]
  const move = ({ column, row }: PointImage): PointImage => ({ column: column + across, row: row + down })
  switch (forme.forme) {
    case 'POINT': return { ...forme, at: move(forme.at) }
    case 'LONGUEUR': return { ...forme, de: move(forme.de), a: move(forme.a) }
    case 'ELLIPSE': return { ...forme, grandAxe: [move(forme.grandAxe[0]), move(forme.grandAxe[1])], petitAxe: [move(forme.petitAxe[0]), move(forme.petitAxe[1])] }
    case 'LIBRE': return { ...forme, points: forme.points.map(move) }
  }
}

/** An outline of no more points than may be kept: every second one goes until it fits. */
export function simplified(points: readonly PointImage[]): PointImage[] {
  let kept = [...points]
  while (kept.length > MOST_POINTS) kept = kept.filter((_, index) => index % 2 === 0)
  return kept
}
