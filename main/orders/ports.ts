/** What the room of orders needs from the rest of the program. */
import type { Account, OrderBrief, OutboxRow, ServerEvent } from '../contract/index.ts'
import type { Audit } from '../audit/index.ts'
import type { Store } from '../store/index.ts'

/** What is compared before an order is joined to an exam, as the images bear it. */
export interface ExamIdentity {
  readonly studyInstanceUID: string
  readonly patientName: string
  readonly patientID: string
  readonly issuerOfPatientID: string
  readonly patientBirthDate: string | null
}

/** An answer to a RIS, frozen: its bytes and its MSH-10 never change. */
export interface OutboxDraft {
  readonly id: string
  readonly reportId: null
  readonly studyInstanceUID: string
  readonly kind: OutboxRow['kind']
  readonly destination: OutboxRow['destination']
  readonly dedupeKey: string
  readonly sealedPayload: string
  readonly sha256: string
  readonly dependsOn: null
  readonly readableBy: string
  readonly held: false
}

/** EMERGENCY before what is open, TODAY in the day's work. */
export type OrderPriority = 'EMERGENCY' | 'TODAY'

export interface OrdersPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly emit: (event: ServerEvent) => void
  readonly now: () => Date
  readonly newId: () => string
  readonly newUid: () => string
  /** Logs a bug and gives its incident number. */
  readonly onBug: (error: unknown) => string
  /** Messages marked as test or training (MSH-11) are taken by a console for training only. */
  readonly training: () => boolean
  readonly site: () => { readonly name: string; readonly finess: string }
  /** Who an account is in the national registers, as messages name it; null: not known. */
  readonly professional: (accountId: string) => { readonly id: string; readonly rpps: string; readonly familyName: string; readonly givenName: string } | null
  /** Under which this console speaks DICOM; PEM, empty for no certificate. */
  readonly dicomIdentity: () => { readonly aeTitle: string; readonly certificate: string; readonly key: string }
  /** Makes the exams that sources hold under the number known to the worklist. */
  readonly find: (accessionNumber: string) => Promise<void>
  /** In a transaction: an exam and its priors are brought here. */
  readonly bring: (studyInstanceUID: string, priority: OrderPriority) => void
  /** Whether the account reads the exam blind: free text of its order is withheld. */
  readonly staysBlind: (account: Account, studyInstanceUID: string) => boolean
  /** Whether this very account signed a report of the exam. */
  readonly signedOwn: (account: Account, studyInstanceUID: string) => boolean
  /** Makes what sources hold of exams since this ISO day known to the worklist; throws an expected error. */
  readonly askArchive: (since: string) => Promise<void>
  readonly outbox: { enqueue(rows: OutboxDraft[]): void }
  readonly risConfigured: () => boolean
  readonly sealBytes: (bytes: Uint8Array) => Promise<string>
}

/** What other rooms may ask of orders. */
export interface OrderOfStudy {
  readonly placerOrderNumber: string
  readonly placerAuthority: string
  readonly accessionNumber: string
  readonly accessionAuthority: string
  readonly requester: { readonly id: string; readonly name: string }
  readonly structure: string
  /** National identity; null where the RIS gave none. Only a qualified one may leave this console. */
  readonly ins: { readonly value: string; readonly oid: string; readonly qualified: boolean } | null
  /** PID-32 (table 0445). */
  readonly reliability: readonly string[]
  readonly birthName: string
  readonly givenNames: string
  readonly usualName: string
  /** INSEE code; empty: not told. */
  readonly birthPlace: string
  readonly history: readonly string[]
  readonly visitNumber: string
  readonly visitAuthority: string
  readonly justification: string
  readonly retention: string
}

export type BriefOf = (studyInstanceUID: string) => OrderBrief | null
