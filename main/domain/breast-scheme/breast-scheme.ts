/** The scheme of the breasts of the national sheet: one face and one profile drawing, made for the right breast
 *  and mirrored for the left. Screen and PDF draw these same paths, so that a mark means the same place on both.
 *  A mark is 0..1 of the drawing as it is seen (`pointSchema` of the contract): origin at its top left. */
import type { Anomalie, Cote } from '../../contract/index.ts'

export type SchemeViewName = 'FACE' | 'PROFIL'
export type PointSchema = NonNullable<Anomalie['schemaFace']>
type Quadrant = NonNullable<Anomalie['quadrant']>

/** Paths are SVG path data in drawing units; `width` and `height` are the box that 0..1 spans. */
export interface SchemeDrawing {
  readonly width: number
  readonly height: number
  /** Closed outline of the gland, axillary tail included. */
  readonly gland: string
  /** Lower contour, drawn heavier: it is what makes the shape read as a breast. */
  readonly fold: string
  /** Shoulder, arm, collar bone, chest wall: where one is on the body. */
  readonly body: string
  /** Limits of the quadrants (face) or of the thirds of depth (profile). */
  readonly guides: string
  /** Edge of the areola. */
  readonly areola: string
  readonly nipple: { readonly x: number; readonly y: number; readonly radius: number }
}

export const breastScheme: Readonly<Record<SchemeViewName, SchemeDrawing>> = {
  FACE: {
    width: 160,
    height: 140,
    gland: 'M24 30C31 20 45 23 58 25C90 29 118 40 132 64C143 84 139 110 120 123C103 134 74 135 56 126C40 118 33 103 31 86C29 68 20 48 24 30Z',
    fold: 'M31.5 88C33.5 104 40.5 118 56 126C74 135 103 134 120 123C132 115 138 102 138.5 89',
    body: 'M2 12C8 20 16 25 24 30M24 30C17 44 12 62 9 84M40 116C44 124 46 132 46 140M160 10C136 15 104 13 74 5C58 1 46 0 36 0M160 118C156 122 154 130 154 140',
    guides: 'M84 34V70M84 98V128M33 84H70M98 84H136',
    areola: 'M73 84A11 11 0 1 0 95 84A11 11 0 1 0 73 84Z',
    nipple: { x: 84, y: 84, radius: 3 },
  },
  PROFIL: {
    width: 160,
    height: 120,
    gland: 'M134 10C118 26 76 42 46 55C38 58.5 34 60 33 62.5C29.5 62.7 27 64.5 27 67C27 69.5 29.5 71.3 33 71.5C36 90 62 110 98 110C114 110 126 106 133 98C139 74 140 36 134 10Z',
    fold: 'M33 71.5C36 90 62 110 98 110C114 110 126 106 133 98',
    body: 'M128 0C132 3 133.5 6 134 10M133 98C136 104 137 112 137 120M148 0C155 34 155 84 150 120',
    guides: 'M50 67H138M69 46C73 64 73 86 69 103M104 32C108 56 108 86 104 109',
    areola: 'M48 54C42 62 42 74 45 89',
    nipple: { x: 30, y: 67, radius: 3 },
  },
}

/** True where the drawing of this side is the mirror image of the paths above. */
export function isMirrored(cote: Cote): boolean {
  return cote === 'G'
}

/** The same point in the units of the right breast's drawing. */
export function inDrawing(view: SchemeViewName, cote: Cote, point: PointSchema): { x: number; y: number } {
  const drawing = breastScheme[view]
  return { x: (isMirrored(cote) ? 1 - point.x : point.x) * drawing.width, y: point.y * drawing.height }
}

/** A point of the right breast's drawing as a mark of the given side. */
export function onScheme(view: SchemeViewName, cote: Cote, at: { x: number; y: number }): PointSchema {
  const drawing = breastScheme[view]
  const x = clamp(at.x / drawing.width)
  return { x: isMirrored(cote) ? 1 - x : x, y: clamp(at.y / drawing.height) }
}

/** The quadrant that a mark on the face drawing stands for. External is away from the sternum. */
export function quadrantAt(cote: Cote, point: PointSchema): Quadrant {
  const { nipple } = breastScheme.FACE
  const at = inDrawing('FACE', cote, point)
  const dx = at.x - nipple.x
  const dy = at.y - nipple.y
  if (Math.hypot(dx, dy) <= RETRO_AREOLAR_RADIUS) return 'RETRO_AREOLAIRE'
  // The tail begins where the upper outer contour leaves the round of the gland.
  if (dx < 0 && dy < 0 && at.x + at.y < AXILLARY_DIAGONAL) return 'PROLONGEMENT_AXILLAIRE'
  if (dy < 0) return dx < 0 ? 'QSE' : 'QSI'
  return dx < 0 ? 'QIE' : 'QII'
}

/** Where a mark stands when only the quadrant is known: the keyboard begins there. */
export function centreOf(cote: Cote, quadrant: Quadrant | null): PointSchema {
  const at = quadrant === null ? QUADRANT_CENTRES.CENTRAL : QUADRANT_CENTRES[quadrant]
  return onScheme('FACE', cote, at)
}

/** Drawing units: the areola and a little around it. */
const RETRO_AREOLAR_RADIUS = 13
const AXILLARY_DIAGONAL = 90

const QUADRANT_CENTRES: Record<Quadrant, { x: number; y: number }> = {
  QSE: { x: 58, y: 56 },
  QSI: { x: 110, y: 60 },
  QIE: { x: 57, y: 104 },
  QII: { x: 111, y: 104 },
  UNION_SUP: { x: 84, y: 54 },
  UNION_INF: { x: 84, y: 110 },
  UNION_EXT: { x: 52, y: 82 },
  UNION_INT: { x: 114, y: 84 },
  RETRO_AREOLAIRE: { x: 84, y: 84 },
  CENTRAL: { x: 84, y: 84 },
  PROLONGEMENT_AXILLAIRE: { x: 34, y: 38 },
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
