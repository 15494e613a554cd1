/** Which viewports are mounted. */
import { useMemo, useRef } from 'react'
import type { PlacedCell } from './layout.ts'

/** Cells once placed stay mounted while the case lasts, so that a step back costs nothing. Those out of the present step
 *  keep their last place, hidden. Ids are the same from case to case: viewports outlive cases too. */
export function useEverPlaced(caseId: string, placed: readonly PlacedCell[]): readonly PlacedCell[] {
  const known = useRef<{ caseId: string; cells: Map<string, PlacedCell> }>({ caseId, cells: new Map() })
  return useMemo(() => {
    const isSameCase = known.current.caseId === caseId
    const kept = isSameCase ? [...known.current.cells] : [...known.current.cells].map(([id, one]): [string, PlacedCell] => [id, { ...one, cell: { ...one.cell, stack: null } }])
    const cells = new Map([...kept, ...placed.map((one): [string, PlacedCell] => [one.cell.id, one])])
    known.current = { caseId, cells }
    return [...cells.values()]
  }, [caseId, placed])
}
