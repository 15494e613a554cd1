/** What leaves this console and what is known of it. "Delivered" is said only after the other side said so. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { instant, outboxId, reportId, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

export const outboxState = z.enum(['queued', 'leased', 'sent_unknown', 'delivered', 'confirmed', 'retry_wait', 'dead', 'superseded'])
export type OutboxState = z.infer<typeof outboxState>

/** GSPS: the marks of one image (presentation state). KOS: a key object selection. EXCHANGE: a sealed letter to another
 *  console, which belongs to no report. */
export const outboxKind = z.enum(['PDF', 'SR', 'ORU', 'GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER'])

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

export const reportSummary = z.strictObject({
  id: reportId,
  studyInstanceUID,
  kind: z.enum(['FIRST', 'SECOND', 'ARBITRATION', 'PLAIN']),
  signedAt: instant,
  pdfSha256: z.string(),
  deliveries: z.array(outboxRow),
})
export type ReportSummary = z.infer<typeof reportSummary>

export const deliveryOperations = {
  /** Deliveries of the active account's own reports (all of them for an administrator who is no reader). */
  'delivery.list': operation({ input: z.strictObject({}), output: z.strictObject({ rows: z.array(outboxRow) }), errors: [], access: 'account', audit: null, writes: false }),
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
