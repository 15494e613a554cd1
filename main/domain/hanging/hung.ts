/** What hanging answers: steps of cells, each with what hangs there and what can be said where nothing does. */
import type { Collection, HangingProtocol, HangingSlot } from '../../contract/hanging-protocol.ts'
import type { SOPInstanceUID } from '../../contract/ids.ts'
import type { Justification } from '../geometry/index.ts'
import type { StudyMatch } from './match.ts'
import type { Stack } from './stack.ts'

/** `missing`: the study has no such view. `no-breast`: it has no image of that breast. `raw`: it has raw data alone (M06). */
export type Absence = 'missing' | 'no-breast' | 'raw'

export interface HungCell {
  /** Stable between cases: the viewport of the same place keeps its element. */
  readonly id: string
  readonly study: 'current' | 'prior'
  readonly stack: Stack | null
  /** All that can hang here, best first; empty where nothing does. */
  readonly alternates: readonly Stack[]
  /** What belongs here, where the protocol says so. */
  readonly expected: HangingSlot | null
  readonly absence: Absence | null
  readonly justification: Justification
  /** M13: not comparable in size with anything else on the screen. */
  readonly hasOwnScale: boolean
}

/** Rows of cells, for a wide and for a high window. */
export interface HungGrid {
  readonly landscape: readonly (readonly HungCell[])[]
  readonly portrait: readonly (readonly HungCell[])[]
}

export interface HungStep {
  readonly id: string
  readonly label: { readonly fr: string; readonly en: string }
  /** The digit that leads here; it never depends on the case. */
  readonly key: number | null
  readonly collects: Collection | null
  /** `whole`: one row after the other, each image whole; else as the protocol says, or `each` at its own. */
  readonly scale: 'shared' | 'whole' | 'pixel' | 'each'
  readonly isInverted: boolean
  readonly alone: HungGrid
  readonly compared: HungGrid | null
  readonly comparesFirst: boolean
}

export interface Hanging {
  readonly protocolId: string
  readonly kind: HangingProtocol['kind']
  readonly steps: readonly [HungStep, ...HungStep[]]
  /** Index of the step where the case opens. */
  readonly initial: number
  /** Stacks of the current study beyond the first of each expected slot (M25). */
  readonly extras: readonly Stack[]
  /** How many expected slots the current study fills. */
  readonly filled: number
  /** Expected slots that the current study leaves empty. */
  readonly missing: readonly HangingSlot[]
  /** Images of the current study that are never hung, and why. */
  readonly refused: StudyMatch['refused']
  /** M25: of each group, at least one image must have been painted. The slices of one tomosynthesis are one group. */
  readonly toDisplay: readonly (readonly SOPInstanceUID[])[]
}

export const isFilled = (cell: HungCell): boolean => cell.stack !== null

export const cellsOfGrid = (grid: HungGrid): HungCell[] => [...grid.landscape.flat(), ...grid.portrait.flat()]

export const cellsOfStep = ({ alone, compared }: HungStep): HungCell[] => [...cellsOfGrid(alone), ...compared === null ? [] : cellsOfGrid(compared)]

/** A cell that no slot fixes. */
export const freeCell = (id: string, study: HungCell['study'], stack: Stack | null, over: Partial<Pick<HungCell, 'justification' | 'hasOwnScale'>> = {}): HungCell =>
  ({ id, study, stack, alternates: stack === null ? [] : [stack], expected: null, absence: null, justification: 'centre', hasOwnScale: false, ...over })

export function nonEmpty([first, ...rest]: readonly HungStep[]): [HungStep, ...HungStep[]] {
  const empty: HungStep = { id: 'empty', label: { fr: '', en: '' }, key: null, collects: null, scale: 'each', isInverted: false, comparesFirst: false, alone: { landscape: [], portrait: [] }, compared: null }
  return [first ?? empty, ...rest]
}
