/** Affine maps of the plane: image (column, row; origin at the corner of the first pixel) → screen (x right, y down). */
export interface Point {
  readonly x: number
  readonly y: number
}

/** x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const identity: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

export const apply = (map: Affine, { x, y }: Point): Point => ({ x: map.a * x + map.c * y + map.e, y: map.b * x + map.d * y + map.f })

export function invert(map: Affine): Affine {
  const determinant = map.a * map.d - map.b * map.c
  const [a, b, c, d] = [map.d / determinant, -map.b / determinant, -map.c / determinant, map.a / determinant]
  return { a, b, c, d, e: -(a * map.e + c * map.f), f: -(b * map.e + d * map.f) }
}
