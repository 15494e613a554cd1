/** The states of the outbox, as couriers move them. Every transition is one transaction with its audit row, its attempt and whatever follows from
 *  it in other rows and rooms. Retries never touch identifiers or bytes. What a courier learned changes a row only while
 *  that row is still the courier's: a commitment report may have said more meanwhile. */
import type { ExpectedError } from '../../contract/index.ts'
import type { Audit } from '../../audit/index.ts'
import type { CommitmentReport } from '../../pacs/index.ts'
import type { Store } from '../../store/index.ts'
import { backoffDelay, deliveryBackoff } from '../backoff.ts'
import { instantIn, type Clock } from '../clock.ts'
import type { ErrorClass } from '../error-class.ts'
import { createAttempts, type Attempts } from './attempts.ts'
import { takeReport } from './commitment-report.ts'
import { createCommitments, type Commitments } from './commitments.ts'
import type { CommitmentLog, Proved } from './deliver.ts'
import { createNextRow, type NextRow } from './next-row.ts'
import { createRowChanges } from './row-changes.ts'
import { createRowDecisions, type RowDecisions } from './row-decisions.ts'
import { factColumns, storeProblem, type About, type Destination, type RowFacts, type StoredRow } from './stored-row.ts'

export interface OutboxPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  /** 0..1 */
  readonly random: () => number
  /** What this session opens: payloads of its account, and all of them where it holds the centre's key. */
  readonly opens: () => { readonly account: string; readonly centre: boolean }
  /** In the transaction of the change. */
  readonly changed: (row: About) => void
  readonly isUrgent: (studyInstanceUID: string) => boolean
  readonly newUid: () => string
}

/** How long a leased row may stay without a sign of life before it counts as left behind by a process that died. */
export const leaseMs = 15_000

const ours = `state IN ('leased', 'delivered')`

export interface OutboxRows extends RowDecisions {
  readonly attempts: Attempts
  readonly commitments: Commitments
  /** Leases the next row that is due, and gives it as it stood before. */
  lease(destination: Destination): StoredRow | null
  keepLease(id: string): void
  /** Rows left behind by a process that died: what became of them is unknown. */
  returnExpiredLeases(destination: Destination): void
  delivered(row: RowFacts): void
  /** Null: in the PACS and the same, which has still to say that it keeps it. */
  proved(row: RowFacts, proof: Proved): void
  commitmentOf(row: RowFacts): CommitmentLog
  /** False when it names no question of ours. */
  commitmentReported(report: CommitmentReport): boolean
  failed(row: RowFacts, error: ExpectedError, errorClass: ErrorClass, phase: 'sending' | 'verifying'): void
  /** The attempt was stopped by us: it is taken up again at once, after asking. */
  stopped(row: RowFacts): void
  /** The destination answers again: what found nobody there need not wait. */
  peerIsBack(destination: Destination): void
  dueIn: NextRow['dueIn']
  byId(id: string): RowFacts | null
  ofReport(reportId: string): RowFacts[]
  holds(studyInstanceUID: string): boolean
}

export function createOutboxRows({ store, audit, clock, random, opens, changed, isUrgent, newUid }: OutboxPorts): OutboxRows {
  const now = () => instantIn(clock, 0)
  const next = createNextRow({ store, clock, opens })
  const attempts = createAttempts({ store, clock })
  const commitments = createCommitments({ store, clock })
  const { byId, change, finish, named } = createRowChanges({ store, audit, changed })
  const confirm = (row: RowFacts, proof: NonNullable<Proved>, condition = ours) => finish(row, {
    set: `state = 'confirmed', lease_until = NULL, next_attempt_at = NULL, acknowledged_at = ?, sealed_payload = NULL, failures = 0, last_problem = NULL, last_error_class = NULL, proof = ?`,
    values: [now(), proof], act: { outcome: 'success', detail: named(row, 'confirmed') }, while: condition,
  })
  const delayAfter = (failures: number) => instantIn(clock, backoffDelay(deliveryBackoff, failures, random))

  return {
    ...createRowDecisions({ store, clock, isUrgent }, { byId, change, finish, named }),
    attempts,
    commitments,
    lease: (destination) => store.transaction(() => {
      const row = next.row(destination)
      if (row === null) return null
      change(row, { set: `state = 'leased', lease_until = ?, next_attempt_at = NULL, attempts = attempts + 1, may_be_there = 1`, values: [instantIn(clock, leaseMs)] })
      attempts.begin(row.id, row.attempts + 1)
      return { ...row, attempts: row.attempts + 1 }
    }),

    keepLease(id) {
      store.prepare(`UPDATE outbox SET lease_until = ? WHERE id = ? AND state = 'leased'`).run(instantIn(clock, leaseMs), id)
    },

    returnExpiredLeases(destination) {
      const left = store.prepare<[Destination, string, string], RowFacts>(`SELECT ${factColumns} FROM outbox INDEXED BY outbox_leased WHERE destination = ? AND state = 'leased' AND (lease_until <= ? OR lease_until > ?)`).all(destination, now(), instantIn(clock, leaseMs))
      for (const row of left) store.transaction(() => {
        change(row, { set: `state = 'sent_unknown', lease_until = NULL, next_attempt_at = ?, last_error_class = 'unknown'`, values: [now()] })
        attempts.end(row.id, 'INTERRUPTED')
      })
    },

    delivered(row) {
      // Due again after a lease's time, should this process die before it has asked.
      finish(row, { set: `state = 'delivered', lease_until = NULL, next_attempt_at = ?`, values: [instantIn(clock, leaseMs)], act: { outcome: 'success', detail: named(row, 'sent') }, while: ours })
    },

    proved(row, proof) {
      store.transaction(() => {
        if (proof === null) {
          finish(row, { set: `state = 'delivered', lease_until = NULL, next_attempt_at = ?, failures = 0, last_problem = NULL, last_error_class = NULL`, values: [commitments.last(row.id)?.due_at ?? now()], while: ours })
          attempts.end(row.id, 'ACCEPTED')
        } else {
          confirm(row, proof)
          attempts.end(row.id, 'CONFIRMED')
        }
      })
    },

    commitmentOf: (row) => ({
      standing() {
        const last = commitments.last(row.id)
        if (last === null || last.outcome === 'FAILED') return 'ASK'
        if (last.outcome !== null) return 'DONE'
        if (last.due_at > now()) return 'WAIT'
        store.transaction(() => commitments.ended(last.transaction_uid, 'SILENT'))
        return 'DONE'
      },
      ask() {
        const transactionUID = newUid()
        store.transaction(() => commitments.asked(transactionUID, row.id))
        return transactionUID
      },
      refused(transactionUID) {
        store.transaction(() => commitments.ended(transactionUID, 'REFUSED'))
      },
    }),

    commitmentReported: (report) => takeReport({ store, commitments, attempts, byId, confirm, change, named, delayAfter, now }, report),

    failed(row, error, errorClass, phase) {
      store.transaction(() => {
        const problem = storeProblem(error)
        if (errorClass === 'permanent') {
          attempts.end(row.id, 'PERMANENT', error)
          finish(row, { set: `state = 'dead', lease_until = NULL, next_attempt_at = NULL, failures = failures + 1, last_problem = ?, last_error_class = ?`, values: [problem, errorClass], act: { outcome: 'failure', detail: `${named(row, 'dead')} ${error.code}` }, while: ours })
          return
        }
        attempts.end(row.id, errorClass === 'unknown' ? 'UNKNOWN' : 'TRANSIENT', error)
        const unsure = phase === 'verifying' || errorClass === 'unknown'
        // Only a connection that was never made proves that nothing arrived; a 504 of a proxy does not.
        const mayBeThere = unsure || !error.code.endsWith('/unreachable') || row.may_be_there === 1
        const accepted = row.state === 'delivered' && phase === 'verifying'
        change(row, {
          set: `state = CASE WHEN state = 'delivered' THEN 'delivered' ELSE ? END, lease_until = NULL, next_attempt_at = ?, may_be_there = ?, failures = failures + 1, last_problem = ?, last_error_class = ?`,
          values: [accepted ? 'delivered' : unsure ? 'sent_unknown' : 'retry_wait', delayAfter(row.failures + 1), mayBeThere ? 1 : 0, problem, errorClass], while: ours,
        })
      })
    },

    stopped(row) {
      store.transaction(() => {
        attempts.end(row.id, 'INTERRUPTED')
        change(row, { set: `state = CASE WHEN state = 'delivered' THEN 'delivered' ELSE 'sent_unknown' END, lease_until = NULL, next_attempt_at = ?`, values: [now()], while: ours })
      })
    },

    peerIsBack(destination) {
      store.transaction(() => store.prepare(
        `UPDATE outbox INDEXED BY outbox_due SET next_attempt_at = ? WHERE destination = ? AND held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered') AND next_attempt_at IS NOT NULL
           AND state = 'retry_wait' AND last_problem ->> 'code' IN ('pacs/unreachable', 'pacs/busy', 'ris/unreachable')`,
      ).run(now(), destination))
    },

    dueIn: next.dueIn,
    byId,
    ofReport: (reportId) => store.prepare<[string], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE report_id = ? ORDER BY seq`).all(reportId),
    holds: (studyInstanceUID) =>
      store.prepare<[string]>(`SELECT 1 FROM outbox WHERE study_instance_uid = ? AND state NOT IN ('confirmed', 'superseded') LIMIT 1`).get(studyInstanceUID) !== undefined,
  }
}
