/** What the rounds need from the rest of the program. The letterbox is the exchange's. */
import type { AccountId, ExamIdentity } from '../contract/index.ts'
import type { ReadingRoom } from '../reading/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Store } from '../store/index.ts'

export interface SealedLetter { readonly id: string; readonly to: AccountId | 'CENTRE'; readonly studyInstanceUID: string; readonly sealed: string }
export interface ReceivedLetter { readonly id: string; readonly from: AccountId; readonly studyInstanceUID: string; readonly message: unknown; readonly sentAt: string }

export interface Letterbox {
  /** Signed by the active account, before the transaction. */
  seal(to: AccountId | 'CENTRE', studyInstanceUID: string, message: unknown): Promise<SealedLetter>
  /** In the caller's transaction. */
  post(letter: SealedLetter): void
  /** Joined to a centre elsewhere, its coordinators' console, or neither. */
  standing(): 'ALONE' | 'READER' | 'CENTRE'
}

export interface RoundsPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly letterbox: Letterbox
  readonly reading: () => Pick<ReadingRoom, 'takeMessage' | 'promiseFor'>
  /** Whether this session holds the centre's key: a coordinator's. */
  readonly speaksForCentre: () => boolean
  readonly account: () => AccountId | null
  /** Has an account of this console. */
  readonly isHere: (accountId: string) => boolean
  /** Of the centre that this console joined. */
  readonly isCoordinator: (accountId: AccountId) => boolean
  /** Roles of a reader whose card is admitted; none for anybody else. */
  readonly admittedRoles: (accountId: AccountId) => Promise<readonly string[]>
  /** Null for a study that is not known here, and for the demonstration's. */
  readonly identity: (studyInstanceUID: string) => ExamIdentity | null
  readonly now: () => Date
}
