/** Which viewports are mounted, and where a 1:1 walk looks. */
import { useMemo, useRef } from 'react'
import type { Size } from '../../main/domain/geometry/index.ts'
import type { PlacedCell } from './layout.ts'
import { placementOf, type Placement } from './state.ts'
import type { Viewer } from './use-viewer.ts'

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

/** In a 1:1 walk each stop looks at one quarter of the image: from the chest wall outwards, top before bottom. */
export function quadrantPlacement({ step, state, placed, scales }: Pick<Viewer, 'step' | 'state' | 'placed' | 'scales'>, area: Size | null): Placement | null {
  const [only] = placed
  if (step.scale !== 'pixel' || only === undefined || area === null || state.placements['all'] !== undefined || state.placements[only.cell.id] !== undefined) return null
  const image = only.cell.stack?.frames[0].image
  const scale = scales.get(only.cell.id)
  if (image === undefined || scale === undefined) return null
  const [isOuter, isLower] = [state.walk % 4 >= 2, state.walk % 2 === 1]
  const excess = { x: Math.max(image.columns - area.width, 0) * scale, y: Math.max(image.rows - area.height, 0) * scale }
  return { zoom: 1, pan: { inward: isOuter ? -excess.x : 0, down: (isLower ? -1 : 1) * excess.y / 2 } }
}

/** The reader's own placement, once there is one, wins over the walk's. */
export const placementFor = (walk: Placement | null, { state }: Pick<Viewer, 'state'>, cell: string): Placement => walk ?? placementOf(state, cell)
