/** What the rounds need from the rest of the program. Letters are the exchange's. */
import type { AccountId, ExamIdentity } from '../contract/index.ts'
import type { ReadingRoom } from '../reading/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Letterbox } from '../exchange/index.ts'
import type { Store } from '../store/index.ts'

export interface RoundsPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly letterbox: () => Letterbox
  readonly reading: () => Pick<ReadingRoom, 'takeMessage' | 'promiseFor' | 'compareIndependent'>
  /** Whether this session holds the centre's key: a coordinator's. */
  readonly speaksForCentre: () => boolean
  readonly account: () => AccountId | null
  /** Has an account of this console. */
  readonly isHere: (accountId: string) => boolean
  /** Roles of a reader whose card is admitted; none for anybody else. */
  readonly admittedRoles: (accountId: AccountId) => Promise<readonly string[]>
  /** Null for a study that is not known here, and for the demonstration's. */
  readonly identity: (studyInstanceUID: string) => ExamIdentity | null
  /** Logs a bug and gives its incident number. */
  readonly onBug: (error: unknown) => string
  /** Asks the PACS for an exam that is not known here; throws `pacs/*`. */
  readonly find: (identity: ExamIdentity) => Promise<void>
  /** In a transaction: an exam that was given to the active account is brought here. `anew`: the PACS has more of one that is. */
  readonly bring: (studyInstanceUID: string, anew: boolean) => void
  readonly now: () => Date
  readonly newId: () => string
}
