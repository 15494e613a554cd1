/** What the reading room needs from the rest of the program. */
import type { Account, AccountId, OutboxRow, ReportId, ServerEvent } from '../contract/index.ts'
import type { DisplayStanding } from '../domain/display-quality/index.ts'
import type { PolicyName, ReportedStudy, SignedReading } from '../domain/second-reading/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Store } from '../store/index.ts'
import type { Sealing } from '../vault/index.ts'

export interface StudyToRead extends ReportedStudy {
  readonly locality: 'remote' | 'retrieving' | 'partial' | 'local'
}

/** A report, rendered and sealed before the signing transaction and written within it. */
export interface PreparedReport {
  readonly reportId: ReportId
  readonly pdfSha256: string
  /** In the caller's transaction: the report and its deliveries. */
  readonly record: () => void
}

export interface ReadingPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'doneTo'>
  readonly sealing: Pick<Sealing, 'seal' | 'open' | 'openOwn'>
  /** Throws `session/wrong-passphrase` or `session/too-many-attempts`. */
  readonly verifyPassphrase: (accountId: AccountId, passphrase: string) => Promise<void>
  readonly study: (studyInstanceUID: string) => StudyToRead | null
  readonly prepareReport: (signed: SignedReading) => Promise<PreparedReport>
  /** Deliveries of one report, as they stand now. */
  readonly deliveriesOf: (reportId: string) => readonly Pick<OutboxRow, 'kind' | 'state'>[]
  /** The policy of the screening centre; a reading keeps the one under which it was opened. */
  readonly policy: () => PolicyName
  /** How fit the display is on which this session reads (Q5). */
  readonly displayGate: () => DisplayStanding
  /** The programme demands that every mammogram was shown whole at 1:1 before an opinion is closed. */
  readonly demandsOneToOne: () => boolean
  /** So long after it was frozen an opinion can be undone by its reader. */
  readonly undoMinutes: () => number
  readonly emit: (event: ServerEvent) => void
  /** The account whose session this is; null once it has ended. */
  readonly activeAccount: () => Pick<Account, 'id' | 'roles'> | null
  readonly now: () => Date
  readonly newId: () => string
}
