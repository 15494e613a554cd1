/** What the programme's room needs from the rest of the program. */
import type { AccountId, AssignableReader, ServerEvent, StudyInstanceUID, WorklistRow } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { DossierParameters } from '../domain/dossier/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import type { Store } from '../store/index.ts'
import type { Assigned } from './assignment-rows.ts'

/** What a reader of another console is told when an exam is given to him or taken back. */
export type AssignmentNews = { readonly studyInstanceUID: StudyInstanceUID; readonly assigned: Assigned } & ({ readonly type: 'ASSIGNED'; readonly policy: PolicyName } | { readonly type: 'WITHDRAWN' })

/** What the centre is told when a reader of this console puts aside an exam that it gave, or waits for priors. */
export type DetourNews = { readonly studyInstanceUID: StudyInstanceUID; readonly reason: string; readonly at: string } & ({ readonly type: 'PUT_ASIDE' } | { readonly type: 'PRIORS_ASKED' })

export interface ProgrammePorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  /** The terms of the centre as they are now; each event keeps those of its moment. */
  readonly parameters: () => DossierParameters
  /** The policy under which an exam is received now. */
  readonly policy: () => PolicyName
  /** Images of the study that are here, by SOP Instance UID; null when there is no such study. */
  readonly images: (studyInstanceUID: string) => readonly string[] | null
  /** How many earlier mammograms of the same woman are here. */
  readonly priorsHere: (studyInstanceUID: string) => number
  /** In a transaction: first sheets of this exam that were refused for their identity are looked at again. */
  readonly lookAgain: (studyInstanceUID: string) => void
  /** In the transaction in which an exam comes to its end, read to the end or not: what was held back of it may leave. */
  readonly letGo: (studyInstanceUID: string) => void
  /** Readers to whom exams can be given, of this console and of others. */
  readonly readers: () => Promise<readonly AssignableReader[]>
  /** Seals what a reader elsewhere is told; what it gives is run in the transaction of the act. */
  readonly told: (news: AssignmentNews | DetourNews) => Promise<() => void>
  /** In a transaction: something was written down that other consoles are to be told. */
  readonly owing: () => void
  /** A line of the list as an account may see it. */
  readonly row: (account: AccountId, studyInstanceUID: string) => WorklistRow | null
  readonly newId: () => string
  readonly emit: (event: ServerEvent) => void
  readonly now: () => Date
}
