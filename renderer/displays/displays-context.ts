/** What the window knows of its display. Null above no provider: then nothing is said of displays. */
import { createContext, useContext } from 'react'
import type { DisplayId, DisplayState, OverrideReason, ReportedScreen } from '../../main/contract/index.ts'
import type { ScreenPlace } from './screens.ts'

export interface Displays {
  /** Null until main has answered. */
  readonly state: DisplayState | null
  /** Screens as last reported, in the order of `state.screens`. */
  readonly screens: readonly (ScreenPlace & { readonly greyPath: ReportedScreen['greyPath'] })[]
  /** Why the last report failed; null when it did not. */
  readonly error: unknown
  /** Reports again; resolves when main has answered. */
  refresh(): Promise<void>
  /** The reader says which registered display a screen is. */
  choose(screen: number, display: DisplayId): Promise<void>
  override(reason: OverrideReason): Promise<void>
  /** How the painters bring greys to the screen; told by the viewer. */
  setGreyPath(path: ReportedScreen['greyPath']): void
  startCheck(): void
  showPatterns(): void
}

export const DisplaysContext = createContext<Displays | null>(null)

export function useDisplays(): Displays | null {
  return useContext(DisplaysContext)
}
