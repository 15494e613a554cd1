/** A row of the outbox: as it is queued, as it is stored, and as the contract shows it. */
import { describeProblem, ExpectedError, type DeliveryRow, type ErrorCode, type OutboxId, type OutboxRow, type OutboxState, type Problem, type ProblemParams, type ReportId, type StudyInstanceUID } from '../../contract/index.ts'
import type { ErrorClass } from '../error-class.ts'

export type Destination = OutboxRow['destination']

/** One artefact of a signed report, frozen: identifiers and bytes never change after this. */
export interface OutboxDraft {
  readonly id: string
  /** None for a letter. */
  readonly reportId: string | null
  readonly studyInstanceUID: string
  readonly kind: OutboxRow['kind']
  readonly destination: Destination
  /** SOP Instance UID for the PACS, MSH-10 for the RIS. */
  readonly dedupeKey: string
  readonly sealedPayload: string
  /** SHA-256 of the payload before sealing, hexadecimal. */
  readonly sha256: string
  /** Id of the row that must be confirmed first. */
  readonly dependsOn: string | null
  /** The account whose own key opens the payload; who wrote a letter. */
  readonly readableBy: string
  /** Waits until nobody reads the study blind any more. */
  readonly held: boolean
  /** Settled by the signature; absent: as the order of the exam says. */
  readonly urgent?: boolean
}

/** All that is known of a row but its bytes, which may be megabytes. */
export interface RowFacts {
  readonly seq: number
  readonly id: string
  readonly report_id: string | null
  readonly study_instance_uid: string
  readonly kind: OutboxRow['kind']
  readonly destination: Destination
  readonly dedupe_key: string
  readonly sha256: string
  readonly state: OutboxState
  readonly may_be_there: 0 | 1
  readonly attempts: number
  readonly failures: number
  readonly created_at: string
  readonly next_attempt_at: string | null
  readonly acknowledged_at: string | null
  readonly last_problem: string | null
  readonly last_error_class: ErrorClass | null
  readonly readable_by: string | null
  readonly held: 0 | 1
  readonly urgent: 0 | 1
  readonly waits_for: string | null
  readonly proof: DeliveryRow['proof']
  readonly handled_at: string | null
  readonly handled_by: string | null
  readonly handled_reason: string | null
  readonly alarmed_at: string | null
}
export interface StoredRow extends RowFacts {
  readonly sealed_payload: string | null
}

export const factColumns = `seq, id, report_id, study_instance_uid, kind, destination, dedupe_key, sha256, state, may_be_there, attempts, failures, created_at, next_attempt_at, acknowledged_at,
  last_problem, last_error_class, readable_by, held, urgent, waits_for, proof, handled_at, handled_by, handled_reason, alarmed_at`

/** Whose business a row is. */
export type About = Pick<RowFacts, 'id' | 'report_id' | 'readable_by'>

export function storeProblem({ code, subject, params }: ExpectedError): string {
  return JSON.stringify({ code, subject, params })
}

/** What `storeProblem` wrote. */
export function problemOf(stored: string | null): ExpectedError | null {
  if (stored === null) return null
  const { code, subject, params } = JSON.parse(stored) as { code: ErrorCode; subject: string | null; params: ProblemParams }
  return new ExpectedError(code, { params, ...(subject === null ? {} : { subject }) })
}

export function shownProblem(stored: string | null): Problem | null {
  const problem = problemOf(stored)
  return problem === null ? null : describeProblem(problem)
}

/** As reports show their deliveries. */
export function outboxRow(row: RowFacts, notConfigured: boolean): OutboxRow {
  const missing = notConfigured && row.state === 'queued' ? describeProblem(new ExpectedError(row.destination === 'PACS' ? 'pacs/not-configured' : 'ris/not-configured')) : null
  return {
    id: row.id as OutboxId, reportId: row.report_id as ReportId | null, studyInstanceUID: row.study_instance_uid as StudyInstanceUID,
    kind: row.kind, destination: row.destination, state: row.state, attempts: row.attempts, dedupeKey: row.dedupe_key,
    createdAt: row.created_at, nextAttemptAt: row.next_attempt_at, acknowledgedAt: row.acknowledged_at,
    lastProblem: shownProblem(row.last_problem) ?? missing, lastErrorClass: row.last_error_class,
  }
}

/** As the page of deliveries shows it. `first`: what it waits for, where the account may know of that. */
export function deliveryRow(row: RowFacts, notConfigured: boolean, first: RowFacts | null, exam: DeliveryRow['exam']): DeliveryRow {
  return {
    ...outboxRow(row, notConfigured), exam,
    urgent: row.urgent === 1, held: row.held === 1, proof: row.proof, alarmedAt: row.alarmed_at,
    waitsFor: first === null ? null : { id: first.id as OutboxId, kind: first.kind, destination: first.destination, state: first.state, sameReport: first.report_id === row.report_id },
    handled: row.handled_at === null || row.handled_reason === null ? null : { at: row.handled_at, reason: row.handled_reason },
  }
}
