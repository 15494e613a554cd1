/** SQL of the outbox and the transitions of its states. Every transition is one transaction with its audit row and
 *  whatever follows from it in other rooms. Retries never touch identifiers or bytes. */
import { describeProblem, ExpectedError, type OutboxId, type OutboxRow, type OutboxState, type ProblemParams, type ReportId, type StudyInstanceUID } from '../../contract/index.ts'
import type { ErrorCode } from '../../contract/index.ts'
import type { Audit } from '../../audit/index.ts'
import type { Store } from '../../store/index.ts'
import { backoffDelay, deliveryBackoff } from '../backoff.ts'
import { instantIn, type Clock } from '../clock.ts'
import { curedBySettings, type ErrorClass } from '../error-class.ts'

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
}

export interface StoredRow {
  readonly seq: number
  readonly id: string
  readonly report_id: string | null
  readonly study_instance_uid: string
  readonly kind: OutboxRow['kind']
  readonly destination: Destination
  readonly dedupe_key: string
  readonly sealed_payload: string | null
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
}

export interface OutboxPorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  readonly clock: Clock
  /** 0..1 */
  readonly random: () => number
  /** What this session opens: payloads of its account, and all of them where it holds the centre's key. */
  readonly opens: () => { readonly account: string; readonly centre: boolean }
  /** In the transaction of the change. */
  readonly changed: (row: Pick<StoredRow, 'report_id' | 'readable_by'>) => void
}

/** How long a leased row may stay without a sign of life before it counts as left behind by a process that died. */
export const leaseMs = 15_000

/** What may be sent: its turn has come, and what it depends on is confirmed. A result goes to the RIS only after the
 *  objects that it speaks of are in the PACS, or without those that wait for a reveal; marks that a PACS will not take
 *  hold back no result. And what is sent must be readable to this session; a
 *  letter is sealed for its recipient and leaves in any session. */
const eligible = `destination = ? AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered')
  AND held = 0 AND (? = 1 OR readable_by = ? OR kind = 'EXCHANGE')
  AND (depends_on IS NULL OR EXISTS (SELECT 1 FROM outbox d WHERE d.id = o.depends_on AND (d.held = 1 OR d.state IN ('confirmed', 'superseded'))))
  AND (destination = 'PACS' OR NOT EXISTS (SELECT 1 FROM outbox p WHERE p.report_id = o.report_id AND p.destination = 'PACS' AND p.kind NOT IN ('GSPS', 'KOS') AND p.held = 0 AND p.state NOT IN ('confirmed', 'superseded')))`

export interface OutboxRows {
  insert(rows: readonly OutboxDraft[]): void
  /** Leases the next row that is due, and gives it as it stood before. */
  lease(destination: Destination): StoredRow | null
  keepLease(id: string): void
  /** Rows left behind by a process that died: what became of them is unknown. */
  returnExpiredLeases(destination: Destination): void
  delivered(row: StoredRow): void
  confirmed(row: StoredRow): void
  failed(row: StoredRow, error: ExpectedError, errorClass: ErrorClass, phase: 'sending' | 'verifying'): void
  /** The attempt was stopped by us: it is taken up again at once, after asking. */
  stopped(row: StoredRow): void
  requeue(id: string): void
  /** In the caller's transaction: what was held back of the study may leave. */
  /** Of held messages only the one of `result` leaves: a report that is no result is for the archive alone. */
  letGo(studyInstanceUID: string, result?: string): void
  /** In the caller's transaction: what was never tried of a report is not sent. */
  withdraw(reportId: string): void
  settingsChanged(): void
  dueIn(destination: Destination): number | null
  byId(id: string): StoredRow | null
  /** What is still open, and the last finished ones. */
  list(finished: number): StoredRow[]
  ofReport(reportId: string): StoredRow[]
  holds(studyInstanceUID: string): boolean
}

export function createOutboxRows({ store, audit, clock, random, opens, changed }: OutboxPorts): OutboxRows {
  const readable = (): [number, string] => {
    const { account, centre } = opens()
    return [centre ? 1 : 0, account]
  }
  const now = () => instantIn(clock, 0)
  const byId = store.prepare<[string], StoredRow>('SELECT * FROM outbox WHERE id = ?')
  // An instant further ahead than any delay of ours was written before the system's clock was set back.
  const next = store.prepare<[Destination, number, string, string, string], StoredRow>(`SELECT * FROM outbox o WHERE ${eligible} AND (next_attempt_at IS NULL OR next_attempt_at <= ? OR next_attempt_at > ?) ORDER BY seq LIMIT 1`)
  const soonest = store.prepare<[Destination, number, string, Destination], { at: string | null }>(
    `SELECT min(at) AS at FROM (SELECT coalesce(next_attempt_at, '') AS at FROM outbox o WHERE ${eligible}
       UNION ALL SELECT lease_until FROM outbox WHERE destination = ? AND state = 'leased')`,
  )

  /** One change of state with what follows from it. */
  function change(row: Pick<StoredRow, 'id' | 'report_id' | 'readable_by' | 'dedupe_key'>, sql: string, values: readonly unknown[], act?: { outcome: 'success' | 'failure'; detail: string }): void {
    store.transaction(() => {
      store.prepare(`UPDATE outbox SET ${sql} WHERE id = ?`).run(...values, row.id)
      if (act !== undefined) audit.record({ actor: 'courier', event: 'export', object: row.report_id ?? row.dedupe_key, ...act })
      changed(row)
    })
  }
  const named = (row: StoredRow, what: string) => `${row.kind} ${row.destination} ${what} ${row.dedupe_key}`

  return {
    insert(rows) {
      if (!store.inTransaction) throw new Error('Deliveries are written in the transaction of the signature')
      for (const row of rows) {
        store.prepare(
          `INSERT INTO outbox (id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, readable_by, held, state, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
        ).run(row.id, row.reportId, row.studyInstanceUID, row.kind, row.destination, row.dedupeKey, row.sealedPayload, row.sha256, row.dependsOn, row.readableBy, row.held ? 1 : 0, now())
      }
    },

    lease: (destination) => store.transaction(() => {
      const row = next.get(destination, ...readable(), now(), instantIn(clock, deliveryBackoff.cap))
      if (row === undefined) return null
      change(row, `state = 'leased', lease_until = ?, next_attempt_at = NULL, attempts = attempts + 1, may_be_there = 1`, [instantIn(clock, leaseMs)])
      return { ...row, attempts: row.attempts + 1 }
    }),

    keepLease(id) {
      store.prepare(`UPDATE outbox SET lease_until = ? WHERE id = ? AND state = 'leased'`).run(instantIn(clock, leaseMs), id)
    },

    returnExpiredLeases(destination) {
      const left = store.prepare<[Destination, string, string], StoredRow>(`SELECT * FROM outbox WHERE destination = ? AND state = 'leased' AND (lease_until <= ? OR lease_until > ?)`).all(destination, now(), instantIn(clock, leaseMs))
      for (const row of left) change(row, `state = 'sent_unknown', lease_until = NULL, next_attempt_at = ?, last_error_class = 'unknown'`, [now()])
    },

    delivered(row) {
      // Due again after a lease's time, should this process die before it has asked.
      change(row, `state = 'delivered', lease_until = NULL, next_attempt_at = ?`, [instantIn(clock, leaseMs)], { outcome: 'success', detail: named(row, 'sent') })
    },

    confirmed(row) {
      change(
        row, `state = 'confirmed', lease_until = NULL, next_attempt_at = NULL, acknowledged_at = ?, sealed_payload = NULL, failures = 0, last_problem = NULL, last_error_class = NULL`,
        [now()], { outcome: 'success', detail: named(row, 'confirmed') },
      )
    },

    failed(row, error, errorClass, phase) {
      const problem = JSON.stringify({ code: error.code, subject: error.subject, params: error.params })
      if (errorClass === 'permanent') {
        change(row, `state = 'dead', lease_until = NULL, next_attempt_at = NULL, failures = failures + 1, last_problem = ?, last_error_class = ?`, [problem, errorClass], { outcome: 'failure', detail: `${named(row, 'dead')} ${error.code}` })
        return
      }
      const unsure = phase === 'verifying' || errorClass === 'unknown'
      // Only a connection that was never made proves that nothing arrived; a 504 of a proxy does not.
      const mayBeThere = unsure || !error.code.endsWith('/unreachable')
      change(
        row, `state = CASE WHEN state = 'delivered' THEN 'delivered' ELSE ? END, lease_until = NULL, next_attempt_at = ?, may_be_there = ?, failures = failures + 1, last_problem = ?, last_error_class = ?`,
        [unsure ? 'sent_unknown' : 'retry_wait', instantIn(clock, backoffDelay(deliveryBackoff, row.failures + 1, random)), mayBeThere ? 1 : 0, problem, errorClass],
      )
    },

    stopped(row) {
      change(row, `state = CASE WHEN state = 'delivered' THEN 'delivered' ELSE 'sent_unknown' END, lease_until = NULL, next_attempt_at = ?`, [now()])
    },

    requeue(id) {
      const row = byId.get(id)
      if (row !== undefined) change(row, `state = 'queued', lease_until = NULL, next_attempt_at = NULL, failures = 0`, [])
    },

    letGo(studyInstanceUID, result) {
      const held = store.prepare<[string], StoredRow>('SELECT * FROM outbox WHERE study_instance_uid = ? AND held = 1').all(studyInstanceUID)
      for (const row of held) {
        if (row.destination === 'PACS' || row.report_id === result) change(row, 'held = 0', [])
        else change(row, `state = 'superseded', held = 0, next_attempt_at = NULL, sealed_payload = NULL`, [], { outcome: 'success', detail: named(row, 'withdrawn') })
      }
    },

    withdraw(reportId) {
      const rows = store.prepare<[string], StoredRow>(`SELECT * FROM outbox WHERE report_id = ? AND state = 'queued' AND attempts = 0`).all(reportId)
      for (const row of rows) change(row, `state = 'superseded', held = 0, next_attempt_at = NULL, sealed_payload = NULL`, [], { outcome: 'success', detail: named(row, 'withdrawn') })
    },

    settingsChanged() {
      store.transaction(() => {
        const waiting = store.prepare<[], StoredRow>(`SELECT * FROM outbox WHERE state IN ('retry_wait', 'sent_unknown', 'dead')`).all()
        for (const row of waiting) {
          const code = problemOf(row)?.code
          if (code !== undefined && curedBySettings.includes(code)) change(row, `state = 'queued', next_attempt_at = NULL, failures = 0`, [])
        }
      })
    },

    dueIn(destination) {
      const at = soonest.get(destination, ...readable(), destination)?.at ?? null
      return at === null ? null : at === '' ? 0 : Math.max(0, Date.parse(at) - clock.now().getTime())
    },

    byId: (id) => byId.get(id) ?? null,
    list: (finished) => [
      ...store.prepare<[], StoredRow>(`SELECT * FROM outbox WHERE state NOT IN ('confirmed', 'superseded') ORDER BY seq DESC`).all(),
      ...store.prepare<[number], StoredRow>(`SELECT * FROM outbox WHERE state IN ('confirmed', 'superseded') ORDER BY seq DESC LIMIT ?`).all(finished),
    ],
    ofReport: (reportId) => store.prepare<[string], StoredRow>('SELECT * FROM outbox WHERE report_id = ? ORDER BY seq').all(reportId),
    holds: (studyInstanceUID) =>
      store.prepare<[string]>(`SELECT 1 FROM outbox WHERE study_instance_uid = ? AND state NOT IN ('confirmed', 'superseded') LIMIT 1`).get(studyInstanceUID) !== undefined,
  }
}

function problemOf(row: Pick<StoredRow, 'last_problem'>): ExpectedError | null {
  if (row.last_problem === null) return null
  // Written by `failed` above.
  const { code, subject, params } = JSON.parse(row.last_problem) as { code: ErrorCode; subject: string | null; params: ProblemParams }
  return new ExpectedError(code, { params, ...(subject === null ? {} : { subject }) })
}

/** As the contract shows it. */
export function outboxRow(row: StoredRow, notConfigured: boolean): OutboxRow {
  const problem = problemOf(row) ?? (notConfigured && row.state === 'queued' ? new ExpectedError(row.destination === 'PACS' ? 'pacs/not-configured' : 'ris/not-configured') : null)
  return {
    id: row.id as OutboxId, reportId: row.report_id as ReportId | null, studyInstanceUID: row.study_instance_uid as StudyInstanceUID,
    kind: row.kind, destination: row.destination, state: row.state, attempts: row.attempts, dedupeKey: row.dedupe_key,
    createdAt: row.created_at, nextAttemptAt: row.next_attempt_at, acknowledgedAt: row.acknowledged_at,
    lastProblem: problem === null ? null : describeProblem(problem), lastErrorClass: row.last_error_class,
  }
}
