/** What the sheet knows of the session around it: an opinion goes to the session, and the next case comes with the answer.
 *  Null outside a session. */
import { createContext, useContext } from 'react'
import type { Avis, DisplayedShare, Reading } from '../../main/contract/index.ts'

export interface ByVersion { readonly readingId: Reading['id']; readonly expectedVersion: number }

export interface Seance {
  /** Gives the reading as it now stands; throws the problem. The caller then calls `shown`. */
  conclude(byVersion: ByVersion, avis: Avis, unseen: number, displayed: readonly DisplayedShare[]): Promise<Reading>
  /** The answer is on screen: the banner, and the next case. */
  settle(patient: string, how: 'normal' | 'recorded'): void
  refuse(error: unknown): void
  /** The sheet lacks something: said there; here with the sound of a refusal. */
  incomplete(): void
  /** Leaves a case without an opinion: put aside, waiting for priors or for another reader. Says so. */
  passOn(said: string): void
  /** Leaves a case whose opinion stands. */
  next(): void
}

export const SeanceContext = createContext<Seance | null>(null)
export const useSeance = (): Seance | null => useContext(SeanceContext)
