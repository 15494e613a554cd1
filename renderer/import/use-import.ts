/** The import under way, if any, and how to start one. */
import { createContext, useContext } from 'react'

export interface Importing {
  pickFiles(): void
  pickFolder(): void
  readonly running: { readonly done: number; readonly total: number | null; readonly isLook?: boolean } | null
}

export const ImportContext = createContext<Importing | null>(null)

export function useImport(): Importing {
  const importing = useContext(ImportContext)
  if (importing === null) throw new Error('No import zone above this component')
  return importing
}
