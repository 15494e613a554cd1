/** How much of the exam has been on screen at 1:1, for the audit trail and for the word before an opinion is closed. */
import type { DisplayedShare } from '../../main/contract/index.ts'
import type { ViewerPort } from './viewer-port.ts'

export function displayedShares(viewer: ViewerPort | null): DisplayedShare[] {
  return [...viewer?.coverage() ?? []].map(([sopInstanceUID, atOneToOne]) => ({ sopInstanceUID: sopInstanceUID as DisplayedShare['sopInstanceUID'], atOneToOne }))
}

/** Images shown whole, of how many. */
export function shownWhole(displayed: readonly DisplayedShare[]): { whole: number; count: number } {
  return { whole: displayed.filter(({ atOneToOne }) => atOneToOne === 1).length, count: displayed.length }
}
