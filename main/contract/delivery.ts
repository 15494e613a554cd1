/** What leaves this console and what is known of it. "Delivered" is said only after the other side said so. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { instant, outboxId, reportId, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

export const outboxState = z.enum(['queued', 'leased', 'sent_unknown', 'delivered', 'confirmed', 'retry_wait', 'dead', 'superseded'])
export type OutboxState = z.infer<typeof outboxState>

/** CDA: a clinical document as an object of the archive. GSPS: the marks of one image (presentation state). KOS: a key object selection. EXCHANGE: a sealed letter to another
 *  console, which belongs to no report. */
export const outboxKind = z.enum(['PDF', 'SR', 'CDA', 'ORU', 'GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER'])

export const outboxRow = z.strictObject({
  id: outboxId,
  reportId: reportId.nullable(),
  studyInstanceUID,
  kind: outboxKind,
  destination: z.enum(['PACS', 'RIS']),
  state: outboxState,
  attempts: z.number().int(),
  /** SOP Instance UID or MSH-10: the identifier that makes a second sending harmless. */
  dedupeKey: z.string(),
  createdAt: instant,
  nextAttemptAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  lastProblem: problem.nullable(),
  lastErrorClass: z.enum(['transient', 'permanent', 'unknown']).nullable(),
})
export type OutboxRow = z.infer<typeof outboxRow>

/** Which exam it is about. */
const deliveredExam = z.strictObject({ patientName: z.string(), studyDate: z.string().nullable(), accessionNumber: z.string() })

/** A row as the page of deliveries shows it. */
export const deliveryRow = outboxRow.extend({
  /** Null for letters between consoles, which lie in mailboxes. */
  exam: deliveredExam.nullable(),
  urgent: z.boolean(),
  /** Waits until nobody reads the study blind any more. */
  held: z.boolean(),
  /** What must be confirmed first, where the account may know of it. */
  waitsFor: z.strictObject({ id: outboxId, kind: outboxKind, destination: z.enum(['PACS', 'RIS']), state: outboxState, sameReport: z.boolean() }).nullable(),
  /** COMMITMENT: the PACS answers for it. FETCH_BACK: it gave the same object back. ACKNOWLEDGEMENT: the RIS accepted it. */
  proof: z.enum(['COMMITMENT', 'FETCH_BACK', 'ACKNOWLEDGEMENT']).nullable(),
  /** Somebody answers for it by other means. */
  handled: z.strictObject({ at: instant, reason: z.string() }).nullable(),
  alarmedAt: instant.nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRow>

/** Empty lists and null: no restriction. */
export const deliveryFilter = z.strictObject({
  states: z.array(outboxState),
  destinations: z.array(z.enum(['PACS', 'RIS'])),
  kinds: z.array(outboxKind),
  urgentOnly: z.boolean(),
  /** Signed from this instant on, and before that one. */
  from: instant.nullable(),
  until: instant.nullable(),
  /** Part of a SOP Instance UID, control id, report id or Study Instance UID; or words of the exam, as in the list of exams. */
  text: z.string().max(100),
})
export type DeliveryFilter = z.infer<typeof deliveryFilter>

export const deliveryAttempt = z.strictObject({
  number: z.number().int(),
  beganAt: instant,
  endedAt: instant.nullable(),
  /** Null while it runs. ACCEPTED: taken, the proof is still out. INTERRUPTED: this console stopped meanwhile. */
  outcome: z.enum(['CONFIRMED', 'ACCEPTED', 'TRANSIENT', 'PERMANENT', 'UNKNOWN', 'INTERRUPTED']).nullable(),
  problem: problem.nullable(),
})
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>

/** Storage commitment (PS3.4 J.3). REFUSED: not offered. SILENT: no report in time. `reason`: PS3.3 C.14.1.1, hexadecimal. */
export const deliveryCommitment = z.strictObject({ askedAt: instant, endedAt: instant.nullable(), outcome: z.enum(['COMMITTED', 'FAILED', 'REFUSED', 'SILENT']).nullable(), reason: z.string().nullable() })
export type DeliveryCommitment = z.infer<typeof deliveryCommitment>

/** A report that is not confirmed in its time. */
export const deliveryAlarm = z.strictObject({
  reportId, studyInstanceUID,
  urgent: z.boolean(),
  signedAt: instant,
  raisedAt: instant,
  /** Its deliveries that are still open. */
  open: z.number().int(),
  /** Whom to call: the number that came with the order. */
  callBack: z.string().nullable(),
  exam: deliveredExam.nullable(),
  /** The requester was told by other means. */
  answered: z.strictObject({ at: instant, how: z.string() }).nullable(),
})
export type DeliveryAlarm = z.infer<typeof deliveryAlarm>

/** Words that a person gives for having acted otherwise. */
const account = z.string().trim().min(5).max(500)

export const reportSummary = z.strictObject({
  id: reportId,
  studyInstanceUID,
  kind: z.enum(['FIRST', 'SECOND', 'ARBITRATION', 'PLAIN']),
  signedAt: instant,
  pdfSha256: z.string(),
  /** Counted from 1 within the versions of one document; null for a report of an older program. */
  version: z.number().int().nullable(),
  withdrawnAt: instant.nullable(),
  deliveries: z.array(outboxRow),
})
export type ReportSummary = z.infer<typeof reportSummary>

export const deliveryOperations = {
  /** Deliveries of the active account's own reports (all of them for an administrator who is no reader). */
  'delivery.list': operation({ input: z.strictObject({}), output: z.strictObject({ rows: z.array(outboxRow) }), errors: [], access: 'account', audit: null, writes: false }),
  /** Newest first. `states`: how many the rest of the filter lets through, by state. */
  'delivery.page': operation({
    input: z.strictObject({ filter: deliveryFilter, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    output: z.strictObject({ rows: z.array(deliveryRow), total: z.number().int(), states: z.partialRecord(outboxState, z.number().int()) }),
    errors: [], access: 'account', audit: null, writes: false,
  }),
  'delivery.detail': operation({
    input: z.strictObject({ outboxId }),
    output: z.strictObject({ row: deliveryRow, sha256: z.string(), attempts: z.array(deliveryAttempt), commitments: z.array(deliveryCommitment) }),
    errors: ['request/not-found'], access: 'account', audit: null, writes: false,
  }),
  /** Somebody answers for it by other means: it is not sent, stays in sight with its reason, and holds nothing back. */
  'delivery.handle': operation({ input: z.strictObject({ outboxId, reason: account }), output: deliveryRow, errors: ['request/not-found', 'delivery/not-retriable', 'delivery/under-way'], access: 'account', audit: 'export', writes: true }),
  /** Reports that are not confirmed in their time: urgent ones first. */
  'delivery.alarms': operation({ input: z.strictObject({}), output: z.strictObject({ alarms: z.array(deliveryAlarm) }), errors: [], access: 'account', audit: null, writes: false }),
  /** The requester was told by other means; the deliveries go on. */
  'delivery.answerAlarm': operation({ input: z.strictObject({ reportId, how: account }), output: z.strictObject({}), errors: ['request/not-found'], access: 'account', audit: 'export', writes: true }),
  'delivery.retry': operation({ input: z.strictObject({ outboxId }), output: outboxRow, errors: ['request/not-found', 'delivery/not-retriable'], access: 'account', audit: 'export', writes: true }),
  /** The signed reports of a study that the active account may see. The PDF is at `/reports/{reportId}/pdf`. */
  'reports.ofStudy': operation({ input: z.strictObject({ studyInstanceUID }), output: z.strictObject({ reports: z.array(reportSummary) }), errors: [], access: 'account', audit: null, writes: false }),
}

export const peerState = z.strictObject({
  configured: z.boolean(),
  reachable: z.boolean().nullable(),
  checkedAt: instant.nullable(),
  /** What it answered when it was not reachable, with its sentences (a certificate's reason among them). */
  problem: problem.nullable(),
})
export type PeerState = z.infer<typeof peerState>
