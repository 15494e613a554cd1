/** Rows of readings that were done on another console: never a draft, and no account of this console. */
import type { Reading } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { readingById, type ReadingRow } from '../reading-rows.ts'
import type { Promised } from '../sealed-opinions.ts'

export interface ForeignReading {
  readonly id: string
  readonly study: string
  /** Account of the reader, or where that must not be known, the reader's code. */
  readonly reader: string
  readonly kind: Reading['kind']
  readonly policy: Reading['policy']
  readonly readerCode: string
  readonly round: number
  readonly startedAt: string
  /** Which of two independent readings it is, once signed. */
  readonly place: ReadingRow['place']
}

/** In the caller's transaction: as it stands once it is frozen. */
export function insertFrozen(store: Store, { id, study, reader, kind, policy, readerCode, round, startedAt }: ForeignReading, frozenAt: string): void {
  store
    .prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, reader_code, started_at, frozen_at, round) VALUES (?, ?, ?, ?, ?, 'AVIS_FIGE', 1, ?, ?, ?, ?)`)
    .run(id, study, reader, kind, policy, readerCode, startedAt, frozenAt, round)
}

/** In the caller's transaction. `awaited`: of a first reading, whether the exam goes on to a second reader. */
export function insertSigned(store: Store, { id, study, reader, kind, policy, readerCode, round, startedAt, place }: ForeignReading, signed: { at: string; reportId: string; awaited: 0 | 1 | null }): void {
  store
    .prepare(`INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, reader_code, second_awaited, started_at, signed_at, report_id, round, place) VALUES (?, ?, ?, ?, ?, 'DEFINITIF', 1, ?, ?, ?, ?, ?, ?, ?)`)
    .run(id, study, reader, kind, policy, readerCode, signed.awaited, startedAt, signed.at, signed.reportId, round, place)
}

/** In the caller's transaction. */
export function moveForeign(store: Store, id: string, change: { phase: Reading['phase']; frozen_at: string | null; signed_at: string | null; report_id: string | null; place: ReadingRow['place']; round: number }): ReadingRow {
  store.prepare('UPDATE readings SET phase = ?, frozen_at = ?, signed_at = ?, report_id = ?, place = ?, round = ?, version = version + 1 WHERE id = ?').run(change.phase, change.frozen_at, change.signed_at, change.report_id, change.place, change.round, id)
  const row = readingById(store, id)
  if (row === null) throw new Error('A foreign reading was moved that is not there')
  return row
}

/** In the caller's transaction, with its words in the audit trail. */
export function keepPromise(store: Store, readingId: string, { digest, witness }: Promised): void {
  store.prepare('INSERT OR REPLACE INTO promised_opinions (reading_id, digest, witness) VALUES (?, ?, ?)').run(readingId, digest, witness)
}
