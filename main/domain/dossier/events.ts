/** What can happen to an exam. An event says facts that its cause has established; it holds neither patient data nor,
 *  before the reading is final, anything of a conclusion: opinions are named by the SHA-256 of their envelopes. */
import type { PolicyName } from '../second-reading/index.ts'
import type { Conclusion } from './compare.ts'
import type { Place } from './parameters.ts'
import type { EventName } from './table.ts'

/** What a final opinion means for the exam. */
export type Issue = 'CONCORDANT_NEG' | 'POSITIF_L2' | 'CTI'

interface Details {
  controleOk: { readonly sheet: boolean; readonly inScope: boolean; readonly identity: boolean; readonly images: boolean; readonly priorsAwaited: boolean }
  /** `place`: the reading that was given to this reader; else a free one. */
  prendre: { readonly displayFit: boolean; readonly place?: Place }
  battre: unknown
  ouvrir: { readonly local: boolean }
  emettreAvis: { readonly digest: string; readonly displayedMs: number; readonly allSeen: boolean; readonly rules: readonly string[] }
  reveler: unknown
  confirmer: { readonly negativeWithoutWorkup: boolean }
  modifier: { readonly reason: string; readonly rules: readonly string[] }
  annuler: unknown
  finaliser: { readonly digest: string; readonly rules: readonly string[]; readonly issue: Issue | null; readonly place?: Place }
  demanderConsensus: { readonly invited: string; readonly invitedEntitled: boolean; readonly reason: string }
  ouvrirConsensus: unknown
  rendreConsensus: unknown
  retirerConsensus: unknown
  nouvelleImage: unknown
  modifL1: unknown
  expirationBail: { readonly place: Place | 'ARBITRE' }
  differer: { readonly reason: string; readonly place?: Place }
  reprendre: { readonly place: Place }
  demanderAnteriorites: { readonly reason: string; readonly place?: Place }
  anterioritesRecues: { readonly place: Place; readonly answer: 'RECUES' | 'INTROUVABLES' }
  delaiAnteriorites: { readonly place: Place }
  liberer: { readonly place: Place; readonly reason: string }
  annulerDossier: { readonly reason: string }
  comparer: { readonly a: Conclusion; readonly b: Conclusion }
  arbitrer: { readonly digest: string; readonly issue: Issue; readonly panel: readonly string[] }
  resultatEnvoye: unknown
  demanderBdd: unknown
  /** Reference of the signed sheet of the workup. */
  bddRecu: { readonly reference: string }
  /** SOP Instance UIDs of the images that are here when films are asked for again: what comes beside them was redone. */
  demanderRefait: { readonly images?: readonly string[] }
  relancer: unknown
  refaitRecu: { readonly initialImages: number; readonly redoneImages: number }
  remettreEnFile: unknown
  refusL1: { readonly writtenReference: string }
  clore: { readonly reason: string }
  corriger: { readonly digest: string; readonly issue: Issue; readonly reason: string; readonly coordinator: string; readonly rectifies: boolean }
}

/** Every event but the reception, which makes the dossier (`receive`). */
export type DossierEvent = { [N in EventName]: { readonly type: N } & Details[N] }[EventName]
export type EventOf<N extends EventName> = Extract<DossierEvent, { readonly type: N }>

export interface Reception {
  readonly policy: PolicyName
  /** The first reader; null where readings are independent and nobody reads first. */
  readonly first: string | null
  /** The round in which it comes; where nothing is said, the first one. A later one follows what was known of the earlier. */
  readonly round?: number
}

/** Who acts, and when by the console's clock, milliseconds of the epoch. The clock is always given. */
export interface Cause {
  readonly now: number
  readonly by: { readonly id: string; readonly l2: boolean; readonly coordinator: boolean } | 'systeme'
}
