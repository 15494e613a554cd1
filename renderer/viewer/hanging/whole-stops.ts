/** One row after the other, each image whole: where a step shows them so, every row is one stop of its walk. Lead markers
 *  in the air, which a fit to the breast may leave outside, are seen there. */
import type { HungCell } from '../../../main/domain/hanging/index.ts'
import { atHome } from '../state.ts'
import type { WalkStop } from '../walk/index.ts'

export function wholeStops(rows: readonly (readonly HungCell[])[]): WalkStop[] {
  const filled = rows.filter((row) => row.some(({ stack }) => stack !== null))
  return filled.flatMap((row, index) => {
    const cell = row.find(({ stack }) => stack !== null)
    return cell === undefined ? [] : [{ cell, row, part: index + 1, parts: filled.length, placement: atHome, view: null }]
  })
}
