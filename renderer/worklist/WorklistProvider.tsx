/** Keeps what the reader chose in the list while other screens are shown. */
import { useMemo, useReducer, type ReactNode } from 'react'
import { initialState, reduce, WorklistContext } from './state.ts'

export function WorklistProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(reduce, initialState)
  const worklist = useMemo(() => ({ state, dispatch }), [state])
  return <WorklistContext value={worklist}>{children}</WorklistContext>
}
