/** What the sessions room needs from the rest of the program. */
import type { Account, AccountId, Avis, CallContext, Reading, SessionSettings, WorklistRow } from '../contract/index.ts'
import type { SessionActs } from '../reading/index.ts'
import type { Store } from '../store/index.ts'

export interface SessionsPorts {
  readonly store: Store
  readonly settings: () => SessionSettings
  readonly row: (account: AccountId, studyInstanceUID: string) => WorklistRow | null
  /** Whether the account may begin, or go on with, its second reading of the study. */
  readonly awaitsSecond: (account: Account, studyInstanceUID: string) => boolean
  readonly reading: SessionActs
  /** In a transaction: an exam of the running session is brought here with its priors, before what is fetched for the day. */
  readonly bring: (studyInstanceUID: string) => void
  /** Throws `session/wrong-passphrase` or `session/too-many-attempts`. */
  readonly verifyPassphrase: (accountId: AccountId, passphrase: string) => Promise<void>
  /** Logs a bug and gives its incident number. */
  readonly onBug: (error: unknown) => string
  readonly now: () => Date
  readonly newId: () => string
}

export type { Account, Avis, CallContext, Reading }
