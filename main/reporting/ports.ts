/** What the reporting room needs from the rest of the program, and what it queues. */
import type { Account, OutboxRow, Settings } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { Sealing } from '../vault/index.ts'
import type { ReportFonts } from './pdf/report-fonts.ts'
import type { Receiver } from './report-message.ts'

/** One thing to deliver, frozen at the signature. */
export interface OutboxDraft {
  readonly id: string
  readonly reportId: string
  readonly studyInstanceUID: string
  readonly kind: OutboxRow['kind']
  readonly destination: OutboxRow['destination']
  /** SOP Instance UID or MSH-10. */
  readonly dedupeKey: string
  /** The bytes to send, sealed for the centre. */
  readonly sealedPayload: string
  /** SHA-256 of the bytes before sealing, hex. */
  readonly sha256: string
  /** Row that must be delivered before this one. */
  readonly dependsOn: string | null
  /** The account whose own key opens the bytes. */
  readonly readableBy: string
  /** Says in the clear what somebody must not know yet: it waits. */
  readonly held: boolean
  /** Goes before others at its destination. */
  readonly urgent: boolean
}

export interface ReportOutbox {
  /** In the caller's transaction. */
  enqueue(rows: OutboxDraft[]): void
  ofReport(reportId: string): OutboxRow[]
}

/** What is known of the order that an exam answers: from the requesting system, or nothing. */
export interface KnownOrder {
  /** ORC-2 with the OID of its authority; the OID is empty where the order came without one. */
  readonly placer: { readonly value: string; readonly oid: string } | null
  readonly accession: { readonly value: string; readonly oid: string } | null
  /** The national identity, where it came qualified (PID-32 VALI); otherwise null. */
  readonly ins: { readonly value: string; readonly oid: string } | null
  /** PID-5 of type D. */
  readonly usualName: string
  /** INSEE code of the place of birth (PID-11, type BDL). */
  readonly birthPlace: string
  /** As the request named who asked. */
  readonly requester: { readonly id: string; readonly name: string }
  readonly justification: string
  readonly history: readonly string[]
}

export interface ReportingPorts {
  readonly store: Store
  readonly sealing: Pick<Sealing, 'sealBytes' | 'openBytes'>
  readonly outbox: ReportOutbox
  /** A report as it was released to one account. */
  readonly releasedPdf: (readingId: string, accountId: string) => string | null
  /** Who may see the signed report of a reading: the reading room knows. */
  readonly maySeeReportOf: (account: Pick<Account, 'id' | 'roles'>, readingId: string) => boolean
  /** Whether it may know how its own report fares on its way. */
  readonly maySeeDeliveriesOf: (account: Pick<Account, 'id' | 'roles'>, readingId: string) => boolean
  readonly site: () => Settings['site']
  readonly receiver: () => Receiver
  readonly reportPayload: () => Settings['reportPayload']
  /** What is known of the order of an exam; null: nothing. */
  readonly orderOf: (studyInstanceUID: string) => KnownOrder | null
  /** Whether there is such an account here. */
  readonly hasAccount: (accountId: string) => boolean
  readonly structuredReport: () => Settings['structuredReport']
  readonly newUid: () => string
  readonly newId: () => string
  readonly version: string
  /** IANA name; the console's own by default. */
  readonly timeZone?: string
  readonly fonts?: () => Promise<ReportFonts>
}
