/** 2D ↔ slices of the same breast and view (M41): which cells belong together, and where a point of one lies on the
 *  other. A guide, never a measure. Pure. */
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import type { Point } from '../../../main/domain/geometry/index.ts'
import { cellsOfStep, modifiersOf, viewOf, type Hanging, type HungCell, type HungStep } from '../../../main/domain/hanging/index.ts'
import { sameMillimetres } from '../../../main/domain/tomosynthesis/index.ts'
import { imageView } from '../image-view.ts'
import { isSliceStack } from './stack.ts'

/** Same side, same view, same modifiers; never true of an image without a coded view. */
export function isSameView(a: ImageDescriptor, b: ImageDescriptor): boolean {
  if (a.imageLaterality === '' || a.imageLaterality !== b.imageLaterality) return false
  const view = viewOf(a)
  return view !== null && view === viewOf(b) && modifiersOf(a).toSorted().join() === modifiersOf(b).toSorted().join()
}

/** One shows slices, the other a single image, of one breast and view in one study. */
export function areCounterparts(a: HungCell, b: HungCell): boolean {
  if (a.stack === null || b.stack === null || a.study !== b.study || isSliceStack(a.stack) === isSliceStack(b.stack)) return false
  return isSameView(a.stack.frames[0].image, b.stack.frames[0].image)
}

export interface Counterpart {
  /** Id of the step. */
  readonly step: string
  readonly cell: HungCell
  /** How many hang in that step. */
  readonly cells: number
}

/** Where the counterpart of a cell hangs: in the step on screen, else in `preferred`, else in the first that has one. */
export function counterpartOf({ steps }: Hanging, from: HungCell, here: string, preferred: string | null): Counterpart | null {
  const rank = ({ id }: HungStep): number => (id === here ? 0 : id === preferred ? 1 : 2)
  for (const step of steps.toSorted((a, b) => rank(a) - rank(b))) {
    if (step.scale === 'pixel' || step.scale === 'whole') continue
    const cells = cellsOfStep(step)
    const cell = cells.find((one) => areCounterparts(from, one))
    if (cell !== undefined) return { step: step.id, cell, cells: step.alone.landscape.flat().length }
  }
  return null
}

/** The same place on another image; null when it lies outside of it, or one of the two says nothing of millimetres. */
export function samePlace(from: ImageDescriptor, at: Point, to: ImageDescriptor): Point | null {
  const chestWall = to.imageLaterality === 'R' ? 'right' : 'left'
  const [here, there] = [imageView(from, { justification: chestWall }), imageView(to, { justification: chestWall })]
  if (!here.isMeasured || !there.isMeasured) return null
  const point = sameMillimetres(here.image, at, there.image, chestWall)
  return point.x < 0 || point.y < 0 || point.x > to.columns || point.y > to.rows ? null : point
}
