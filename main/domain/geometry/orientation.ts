/** How an image must be turned to hang as mammograms hang: chest walls together, head or lateral side up. Decided from
 *  Patient Orientation (0020,0020) and laterality alone, never from pixels. (IHE MAMMO RAD TF-2 4.16.4.2.2.1.1) */
import type { ImageDescriptor } from '../../contract/image.ts'

/** A clockwise rotation, then a mirroring left to right. */
export interface Orientation {
  readonly rotation: 0 | 90 | 180 | 270
  readonly flip: boolean
}

export const asStored: Orientation = { rotation: 0, flip: false }

/** Where one step along the columns (to the next column) and along the rows (to the next row) leads on screen. */
export interface Axes {
  readonly column: readonly [number, number]
  readonly row: readonly [number, number]
}

const turns: Record<Orientation['rotation'], Axes> = {
  0: { column: [1, 0], row: [0, 1] },
  90: { column: [0, 1], row: [-1, 0] },
  180: { column: [-1, 0], row: [0, -1] },
  270: { column: [0, -1], row: [1, 0] },
}

export function axesOf({ rotation, flip }: Orientation): Axes {
  const { column, row } = turns[rotation]
  const side = flip ? -1 : 1
  return { column: [column[0] * side || 0, column[1]], row: [row[0] * side || 0, row[1]] }
}

const opposites: Readonly<Record<string, string>> = { A: 'P', P: 'A', R: 'L', L: 'R', H: 'F', F: 'H' }

/** -1, 0, 1: how far going along `axis` (say `FL`) also goes towards `wanted`. Only the main direction counts. */
function component(axis: string, wanted: string): -1 | 0 | 1 {
  const main = axis.charAt(0)
  if (main === wanted) return 1
  return opposites[main] === wanted ? -1 : 0
}

/** The one turn of the eight that brings `right` to the right and `down` to the bottom; null when the axes do not span them. */
export function orientationTowards(patientOrientation: readonly [string, string], right: string, down: string): Orientation | null {
  const [along, across] = patientOrientation
  const column = [component(along, right), component(along, down)] as const
  const row = [component(across, right), component(across, down)] as const
  for (const rotation of [0, 90, 180, 270] as const) {
    for (const flip of [false, true]) {
      const axes = axesOf({ rotation, flip })
      if (axes.column[0] === column[0] && axes.column[1] === column[1] && axes.row[0] === row[0] && axes.row[1] === row[1]) return { rotation, flip }
    }
  }
  return null
}

export type MammographyAttributes = Pick<ImageDescriptor, 'patientOrientation' | 'imageLaterality'>

/** Why an image hangs as it does. `clear`: its axes and side say how. `missing`: no Patient Orientation. `no-side`:
 *  neither right nor left. `not-spanning`: its axes are no two directions of a mammogram. `contradicts-view`: no such
 *  view has those axes (head and feet in a CC, none of them in an MLO). `contradicts-side`: in an MLO the feet go with
 *  the medial side of the breast that it claims to be. */
export type OrientationVerdict = 'clear' | 'missing' | 'no-side' | 'not-spanning' | 'contradicts-view' | 'contradicts-side'

export interface HungOrientation {
  /** As stored unless the verdict is `clear`: never a guess. */
  readonly orientation: Orientation
  readonly verdict: OrientationVerdict
}

/** From head to feet the detector of these stands level: its edges lead to front or back, right or left. */
const levelViews: readonly string[] = ['CC', 'XCC', 'XCCL', 'XCCM', 'FB']
/** In these it stands upright or leans: one edge leads to head or feet, if only in part. */
const leaningViews: readonly string[] = ['MLO', 'LMO', 'ML', 'LM', 'SIO', 'ISO']

/** M10. Right breast: chest wall (posterior) to the right; left breast: to the left. Head up; in a view without head
 *  and feet (CC), lateral up. `view` as the view code names it; null when no view is known, which contradicts nothing. */
export function hungOrientation({ patientOrientation, imageLaterality }: MammographyAttributes, view: string | null): HungOrientation {
  const asIs = (verdict: OrientationVerdict): HungOrientation => ({ orientation: asStored, verdict })
  if (patientOrientation === null || patientOrientation.some((axis) => axis === '')) return asIs('missing')
  if (imageLaterality !== 'R' && imageLaterality !== 'L') return asIs('no-side')
  const isRight = imageLaterality === 'R'
  const medial = isRight ? 'L' : 'R'
  const main = patientOrientation.map((axis) => axis.charAt(0))
  const isUpright = main.includes('H') || main.includes('F')
  const orientation = orientationTowards(patientOrientation, isRight ? 'P' : 'A', isUpright ? 'F' : medial)
  if (orientation === null) return asIs('not-spanning')
  const leans = patientOrientation.some((axis) => /[HF]/.test(axis))
  if (view !== null && ((levelViews.includes(view) && isUpright) || (leaningViews.includes(view) && !leans))) return asIs('contradicts-view')
  const isOblique = view === 'MLO' || view === 'LMO'
  const feetward = patientOrientation.map((axis) => (axis.includes('H') ? signed(axis, -1) : axis)).find((axis) => axis.includes('F'))
  if (isOblique && feetward !== undefined && /[RL]/.test(feetward) && !feetward.includes(medial)) return asIs('contradicts-side')
  return { orientation, verdict: 'clear' }
}

/** The turn by axes and side alone; null when they are not clear. */
export function mammographyOrientation(image: MammographyAttributes): Orientation | null {
  const { orientation, verdict } = hungOrientation(image, null)
  return verdict === 'clear' ? orientation : null
}

/** The patient's directions at the edges of the screen, for the letters around an image. */
export function edgeLetters(patientOrientation: readonly [string, string], orientation: Orientation): { right: string; bottom: string; left: string; top: string } {
  const { column } = axesOf(orientation)
  const [along, across] = patientOrientation
  const horizontal = column[0] !== 0 ? signed(along, column[0]) : signed(across, axesOf(orientation).row[0])
  const vertical = column[1] !== 0 ? signed(along, column[1]) : signed(across, axesOf(orientation).row[1])
  return { right: horizontal, bottom: vertical, left: signed(horizontal, -1), top: signed(vertical, -1) }
}

const signed = (letters: string, sign: number): string =>
  sign > 0 ? letters : [...letters].map((letter) => opposites[letter] ?? letter).join('')

/** Patient Orientation as Image Orientation (Patient) implies it: up to two letters per axis, the main one first
 *  (PS3.3 C.7.6.2.1.1: x to the left, y to the back, z to the head). */
export function patientAxes(cosines: readonly number[]): [string, string] {
  const letters = (vector: readonly number[]): string =>
    [['L', 'R'], ['P', 'A'], ['H', 'F']]
      .map(([positive = '', negative = ''], axis) => ({ letter: (vector[axis] ?? 0) > 0 ? positive : negative, size: Math.abs(vector[axis] ?? 0) }))
      .filter(({ size }) => size > OBLIQUE)
      .toSorted((a, b) => b.size - a.size)
      .slice(0, 2)
      .map(({ letter }) => letter)
      .join('')
  return [letters(cosines.slice(0, 3)), letters(cosines.slice(3, 6))]
}

/** A direction within 15 degrees of an axis bears that axis's letter alone. */
const OBLIQUE = Math.sin((15 * Math.PI) / 180)
