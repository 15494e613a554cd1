/** Whether an opinion of a session comes too early: before every image was seen, or before the guard time after the full
 *  display of the case has passed (`emettreAvis`: E_IMAGE_NON_VUE, E_TROP_TOT). Asked by the window for the sound, and by
 *  main for good. Instants in milliseconds of one clock. */
import type { ErrorCode } from '../../contract/index.ts'

export interface Guarded {
  /** When every image of the case was on screen; null: not yet. */
  readonly displayedAt: number | null
  readonly unseen: number
}

export function guardRefusal({ displayedAt, unseen }: Guarded, now: number, guardMs: number): Extract<ErrorCode, 'reading/images-unseen' | 'reading/too-early'> | null {
  if (unseen > 0) return 'reading/images-unseen'
  // A clock that was set back is no time that passed.
  if (displayedAt === null || now - displayedAt < guardMs) return 'reading/too-early'
  return null
}
