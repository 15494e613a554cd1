/** One image after the other, each whole: where a step shows them so, every image is one stop of its walk. Lead markers in
 *  the air, which a fit to the breast may leave outside, are seen there. */
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { atHome } from '../state.ts'
import type { WalkStop } from '../walk/index.ts'

export function wholeStops(cells: readonly HungCell[]): WalkStop[] {
  return cells.filter(({ stack }) => stack !== null).map((cell): WalkStop => ({ cell, part: 1, parts: 1, placement: atHome, view: null }))
}
