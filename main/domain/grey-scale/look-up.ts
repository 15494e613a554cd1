/** Look-up tables of the Modality LUT (PS3.3 C.11.1.1.1) and VOI LUT (C.11.2.1.1) Sequences: inputs outside the
 *  table take its first or last entry. */
import type { LookUpTable } from '../../contract/image.ts'

/** The entry for an input; a fractional input (stretched table, rescaled pixel) falls between two entries. */
export function lookUp(table: LookUpTable, input: number): number {
  const last = table.data.length - 1
  const position = Math.min(Math.max(input - table.firstMapped, 0), Math.max(last, 0))
  const below = Math.floor(position)
  const low = table.data[below] ?? 0
  const high = table.data[Math.min(below + 1, last)] ?? low
  return low + (high - low) * (position - below)
}

/** The same as a fraction of the full output range of the table's bits. */
export const lookUpFraction = (table: LookUpTable, input: number): number =>
  Math.min(lookUp(table, input) / (2 ** table.bits - 1), 1)
