/** The place on the scheme that marks of an anomaly suggest, and no more than the views allow: outer or inner half from
 *  a craniocaudal view, upper or lower half from an oblique or lateral one, each against the middle of the image; depth
 *  by thirds from the chest wall. How far the nipple lies from the middle is not known, so this is a proposal only. */
import type { Anomalie, Cote, ImageDescriptor, PointImage } from '../../contract/index.ts'
import { axesOf, mammographyOrientation } from '../geometry/index.ts'
import type { SeenAt } from '../marks/index.ts'
import { coteOf, incidenceOf } from '../sheet/index.ts'
import { centreOf, onScheme, type PointSchema } from './breast-scheme.ts'

export type PlaceImage = Pick<ImageDescriptor, 'sopInstanceUID' | 'imageLaterality' | 'patientOrientation' | 'viewCode' | 'viewPosition' | 'rows' | 'columns'>

export type Across = 'OUTER' | 'MIDDLE' | 'INNER'
export type Height = 'UPPER' | 'MIDDLE' | 'LOWER'
export type Third = 'ANTERIOR' | 'MIDDLE' | 'POSTERIOR'

export interface ProposedPlace {
  readonly across: Across | null
  readonly height: Height | null
  readonly third: Third | null
  readonly face: PointSchema | null
  readonly profil: PointSchema | null
}

/** This share of the image beside its middle is neither half. */
const NEITHER = 0.05

/** @param reach share of the hung image, 0..1 from the chest wall, that the breast takes up; 1 where it is not known. */
export function proposedPlace(cote: Cote, marks: readonly SeenAt[], images: readonly PlaceImage[], reach: (sopInstanceUID: string) => number = () => 1): ProposedPlace {
  let [across, height, third]: [Across | null, Height | null, Third | null] = [null, null, null]
  for (const { sopInstanceUID, at } of marks) {
    const image = images.find((one) => one.sopInstanceUID === sopInstanceUID)
    const hung = image === undefined || coteOf(image) !== cote ? null : hungAt(image, at)
    if (image === undefined || hung === null) continue
    const incidence = incidenceOf(image)
    if (incidence === 'FACE') across ??= half(hung.down, 'OUTER', 'INNER')
    else if (incidence === 'OBLIQUE' || incidence === 'PROFIL') height ??= half(hung.down, 'UPPER', 'LOWER')
    else continue
    third ??= thirdAt(hung.fromWall / Math.max(reach(sopInstanceUID), 0.01))
  }
  return { across, height, third, face: faceOf(cote, across, height), profil: profileOf(cote, height, third) }
}

/** 0..1 of the image as it hangs: from the chest wall, and down from the top. Null when it does not say how it lies. */
function hungAt(image: PlaceImage, { column, row }: PointImage): { fromWall: number; down: number } | null {
  const orientation = mammographyOrientation(image)
  if (orientation === null) return null
  const axes = axesOf(orientation)
  const [across, along] = [column / image.columns, row / image.rows]
  const [right, down] = ([0, 1] as const).map((axis) => {
    const [share, sign] = axes.column[axis] === 0 ? [along, axes.row[axis]] : [across, axes.column[axis]]
    return sign > 0 ? share : 1 - share
  })
  if (right === undefined || down === undefined) return null
  return { fromWall: image.imageLaterality === 'R' ? 1 - right : right, down }
}

const half = <U, L>(down: number, upper: U, lower: L): U | L | 'MIDDLE' => (Math.abs(down - 0.5) < NEITHER ? 'MIDDLE' : down < 0.5 ? upper : lower)

const thirdAt = (depth: number): Third => (depth < 1 / 3 ? 'POSTERIOR' : depth < 2 / 3 ? 'MIDDLE' : 'ANTERIOR')

type Quadrant = NonNullable<Anomalie['quadrant']>
const quadrants: Record<Exclude<Across, 'MIDDLE'>, Record<Exclude<Height, 'MIDDLE'>, Quadrant>> = {
  OUTER: { UPPER: 'QSE', LOWER: 'QIE' }, INNER: { UPPER: 'QSI', LOWER: 'QII' },
}

/** The middle of what the place may be: a quadrant's centre, or between the two where one view alone speaks. */
function faceOf(cote: Cote, across: Across | null, height: Height | null): PointSchema | null {
  if (across === null && height === null) return null
  const sides = across === 'OUTER' || across === 'INNER' ? [across] : ['OUTER', 'INNER'] as const
  const heights = height === 'UPPER' || height === 'LOWER' ? [height] : ['UPPER', 'LOWER'] as const
  const centres = sides.flatMap((side) => heights.map((level) => centreOf(cote, quadrants[side][level])))
  return { x: mean(centres.map(({ x }) => x)), y: mean(centres.map(({ y }) => y)) }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Drawing units of the right breast's profile: the middle of each third between nipple and chest wall. */
const profileColumns: Record<Third, number> = { ANTERIOR: 54, MIDDLE: 87, POSTERIOR: 118 }
/** How far above or below the nipple line within that third. */
const profileRows: Record<Third, number> = { ANTERIOR: 10, MIDDLE: 19, POSTERIOR: 24 }
const NIPPLE_ROW = 67

/** Without a view from the side the height is not known, and a profile would show one. */
function profileOf(cote: Cote, height: Height | null, third: Third | null): PointSchema | null {
  if (height === null || third === null) return null
  const off = { UPPER: -1, MIDDLE: 0, LOWER: 1 }[height] * profileRows[third]
  return onScheme('PROFIL', cote, { x: profileColumns[third], y: NIPPLE_ROW + off })
}
