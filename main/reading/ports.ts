/** What the reading room needs from the rest of the program. */
import type { Account, AccountId, OrderedUrgency, OutboxRow, ReportId, Role, ServerEvent, WorklistRow } from '../contract/index.ts'
import type { DisplayStanding } from '../domain/display-quality/index.ts'
import type { PolicyName, ReportedStudy, SignedReading } from '../domain/second-reading/index.ts'
import type { Audit } from '../audit/index.ts'
import type { ExamCourse } from '../programme/index.ts'
import type { Elsewhere } from './elsewhere.ts'
import type { Store } from '../store/index.ts'
import type { CentreMode, ReceivingReader, Sealing } from '../vault/index.ts'

export interface StudyToRead extends ReportedStudy {
  readonly locality: 'remote' | 'retrieving' | 'partial' | 'local'
}

/** Documents that wait on this console: none, those for the archive, or with the message all of them. */
export type HeldDocuments = 'NONE' | 'ARCHIVE' | 'ALL'

/** A report, rendered and sealed before the signing transaction and written within it. */
export interface PreparedReport {
  readonly reportId: ReportId
  readonly pdfSha256: string
  /** For its author and the centre. */
  readonly pdfSealed: string
  /** In the caller's transaction: the report and its deliveries. */
  readonly record: () => void
}

/** `handled`: it is not sent, somebody answers for it by other means. */
export interface Fate { readonly kind: OutboxRow['kind']; readonly state: OutboxRow['state']; readonly handled: boolean }

export interface ReadingPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'doneTo' | 'record'>
  readonly sealing: Pick<Sealing, 'seal' | 'open' | 'openOwn' | 'openReleased' | 'release' | 'releaseBytes' | 'sealBytes' | 'openBytes' | 'witness'>
  /** Who keeps the centre's private key. */
  readonly centreMode: () => CentreMode
  /** Where an opinion is sealed for a reader; null for a reader that is not known. */
  readonly readerKey: (accountId: string) => Promise<ReceivingReader | null>
  readonly accountsWith: (role: Role) => AccountId[]
  /** In a transaction: documents of a report that was corrected before any of them left are not sent. */
  readonly withdraw: (reportId: string) => void
  /** The sealed report of a reading, if there is one here. */
  readonly sealedPdf: (readingId: string) => string | null
  /** Inside the transaction after which nobody reads the study blind any more: its documents may leave. Of
   *  messages that were held, the one of the report that is the result. */
  readonly blindnessOver: (studyInstanceUID: string, result?: string) => void
  /** Throws `session/wrong-passphrase` or `session/too-many-attempts`. */
  readonly verifyPassphrase: (accountId: AccountId, passphrase: string) => Promise<void>
  readonly study: (studyInstanceUID: string) => StudyToRead | null
  /** The exam as it stands in the account's worklist; null where this console no longer knows it. */
  readonly row: (account: AccountId, studyInstanceUID: string) => WorklistRow | null
  /** `held`: what stays here until nobody reads the study blind any more. */
  readonly prepareReport: (signed: SignedReading, held: HeldDocuments) => Promise<PreparedReport>
  /** When a report was taken back; null while it stands. */
  readonly withdrawnAt: (reportId: string) => string | null
  /** `left`: a message cancels it where it has arrived. `record` belongs in the transaction of the act. */
  readonly prepareWithdrawal: (signed: SignedReading, how: { readonly left: boolean; readonly reason: string }) => Promise<{ readonly record: () => void }>
  /** Deliveries of one report, as they stand now. */
  readonly deliveriesOf: (reportId: string) => readonly Fate[]
  /** How hurried the exam is by its order; null: not, or none is known. */
  readonly orderedUrgency: (studyInstanceUID: string) => OrderedUrgency | null
  /** The policy of the screening centre; a reading keeps the one under which it was opened. */
  readonly policy: () => PolicyName
  /** How fit the display is on which this session reads (Q5). */
  readonly displayGate: () => DisplayStanding
  /** The programme demands that every mammogram was shown whole at 1:1 before an opinion is closed. */
  readonly demandsOneToOne: () => boolean
  /** So long after it was frozen an opinion can be undone by its reader. */
  readonly undoMinutes: () => number
  /** Share of technical recalls among the signed second readings of an account; null while they are too few to say. */
  readonly recallShare: (accountId: string) => number | null
  /** Where the exam stands in the programme; moved with each act on it. */
  readonly course: ExamCourse
  /** What other consoles are told. */
  readonly elsewhere: Elsewhere
  readonly emit: (event: ServerEvent) => void
  /** The account whose session this is; null once it has ended. */
  readonly activeAccount: () => Pick<Account, 'id' | 'roles'> | null
  readonly now: () => Date
  readonly newId: () => string
}
