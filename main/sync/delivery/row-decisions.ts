/** What signatures and people decide about rows of the outbox: what is queued, what may leave, what is not sent after all. */
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'
import { curedBySettings } from '../error-class.ts'
import { arrange } from './order.ts'
import type { RowChanges } from './row-changes.ts'
import { factColumns, problemOf, type OutboxDraft, type RowFacts } from './stored-row.ts'

export interface RowDecisions {
  insert(rows: readonly OutboxDraft[]): void
  requeue(id: string): void
  /** Somebody answers for it by other means. */
  handle(row: RowFacts, by: string, reason: string): void
  /** In the caller's transaction: what was held back of the study may leave. Of held messages only the one of `result`
   *  leaves: a report that is no result is for the archive alone. */
  letGo(studyInstanceUID: string, result?: string): void
  /** In the caller's transaction: what was never tried of a report is not sent. */
  withdraw(reportId: string): void
  settingsChanged(): void
}

interface Ports { readonly store: Store; readonly clock: Clock; readonly isUrgent: (studyInstanceUID: string) => boolean }

export function createRowDecisions({ store, clock, isUrgent }: Ports, { byId, change, finish, named }: RowChanges): RowDecisions {
  const now = () => instantIn(clock, 0)
  /** What an urgent report of the exam may wait for is in as much haste, from now on. */
  function hurry(studyInstanceUID: string): void {
    store.prepare(`UPDATE outbox SET urgent = 1, waiting_since = ? WHERE study_instance_uid = ? AND urgent = 0 AND held = 0 AND kind NOT IN ('GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER') AND state NOT IN ('confirmed', 'superseded')`).run(now(), studyInstanceUID)
  }

  return {
    insert(rows) {
      if (!store.inTransaction) throw new Error('Deliveries are written in the transaction of the signature')
      for (const row of rows) {
        const urgent = row.kind !== 'EXCHANGE' && (row.urgent ?? isUrgent(row.studyInstanceUID))
        store.prepare(
          `INSERT INTO outbox (id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, readable_by, held, state, created_at, waiting_since, urgent)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)`,
        ).run(row.id, row.reportId, row.studyInstanceUID, row.kind, row.destination, row.dedupeKey, row.sealedPayload, row.sha256, row.dependsOn, row.readableBy, row.held ? 1 : 0, now(), now(), urgent ? 1 : 0)
      }
      const arranged = new Map(rows.map(({ studyInstanceUID, kind }) => [`${studyInstanceUID} ${kind === 'EXCHANGE'}`, { study_instance_uid: studyInstanceUID, kind }]))
      for (const row of arranged.values()) arrange(store, row)
      for (const row of rows) if (byId(row.id)?.urgent === 1) hurry(row.studyInstanceUID)
    },

    requeue(id) {
      const row = byId(id)
      if (row !== null) change(row, { set: `state = 'queued', lease_until = NULL, next_attempt_at = NULL, failures = 0` })
    },

    handle(row, by, reason) {
      finish(row, { set: `state = 'superseded', held = 0, lease_until = NULL, next_attempt_at = NULL, sealed_payload = NULL, handled_at = ?, handled_by = ?, handled_reason = ?`, values: [now(), by, reason] })
    },

    letGo(studyInstanceUID, result) {
      const held = store.prepare<[string], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE study_instance_uid = ? AND held = 1`).all(studyInstanceUID)
      for (const row of held) {
        if (row.destination === 'PACS' || row.report_id === result) change(row, { set: 'held = 0, waiting_since = ?', values: [now()] })
        else change(row, { set: `state = 'superseded', held = 0, next_attempt_at = NULL, sealed_payload = NULL`, act: { outcome: 'success', detail: named(row, 'withdrawn') } })
      }
      const [one] = held
      if (one !== undefined) arrange(store, one)
    },

    withdraw(reportId) {
      const rows = store.prepare<[string], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE report_id = ? AND state = 'queued' AND attempts = 0`).all(reportId)
      for (const row of rows) finish(row, { set: `state = 'superseded', held = 0, next_attempt_at = NULL, sealed_payload = NULL`, act: { outcome: 'success', detail: named(row, 'withdrawn') } })
    },

    settingsChanged() {
      store.transaction(() => {
        const waiting = store.prepare<[], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE state IN ('retry_wait', 'sent_unknown', 'dead')`).all()
        for (const row of waiting) {
          const code = problemOf(row.last_problem)?.code
          if (code !== undefined && curedBySettings.includes(code)) change(row, { set: `state = 'queued', next_attempt_at = NULL, failures = 0` })
        }
      })
    },
  }
}
