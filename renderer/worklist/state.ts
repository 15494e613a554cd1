/** What the reader chose in the worklist: list, filters, order, selected exam. Kept above the screens, so that one comes
 *  back from a reading to the same place; gone with a lock. */
import { createContext, useContext } from 'react'
import type { Input, StudyInstanceUID, WorklistFilter } from '../../main/contract/index.ts'
import { emptyFilter, type WorkingList } from './lists.ts'

export type WorklistSort = Input<'worklist.query'>['sort']

export interface WorklistState {
  readonly list: WorkingList
  readonly filter: WorklistFilter
  readonly sort: WorklistSort
  readonly selected: { readonly study: StudyInstanceUID | null; readonly index: number }
}

export type WorklistAction =
  | { type: 'list'; list: WorkingList }
  | { type: 'filter'; change: Partial<WorklistFilter> }
  | { type: 'clear' }
  | { type: 'sort'; key: WorklistSort['key'] }
  | { type: 'select'; study: StudyInstanceUID | null; index: number }

export const initialState: WorklistState = {
  list: 'all',
  filter: emptyFilter,
  sort: { key: 'studyDate', direction: 'descending' },
  selected: { study: null, index: 0 },
}

export function reduce(state: WorklistState, action: WorklistAction): WorklistState {
  const top = { study: null, index: 0 }
  switch (action.type) {
    case 'list': return { ...state, list: action.list, selected: top }
    case 'filter': return { ...state, filter: { ...state.filter, ...action.change }, selected: top }
    case 'clear': return { ...state, filter: emptyFilter, selected: top }
    case 'select': return { ...state, selected: { study: action.study, index: action.index } }
    case 'sort': {
      const same = state.sort.key === action.key
      const first = action.key === 'studyDate' ? 'descending' : 'ascending'
      const other = state.sort.direction === 'ascending' ? 'descending' : 'ascending'
      return { ...state, sort: { key: action.key, direction: same ? other : first }, selected: top }
    }
  }
}

export interface Worklist {
  readonly state: WorklistState
  dispatch(action: WorklistAction): void
}

export const WorklistContext = createContext<Worklist | null>(null)

export function useWorklist(): Worklist {
  const worklist = useContext(WorklistContext)
  if (worklist === null) throw new Error('No worklist above this component')
  return worklist
}
