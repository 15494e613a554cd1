/** Rows of the tables `report_documents` and `report_withdrawals`: the identity of each signed report as a document, the
 *  versions of one set, and what was taken back. */
import type { Store } from '../store/index.ts'
import type { DocumentIdentity } from './cda/index.ts'

export interface DocumentRow {
  readonly report_id: string
  readonly document_uid: string
  readonly set_uid: string
  readonly version: number
  readonly pdf_series_uid: string
  /** Of the message. */
  readonly form: 'PDF' | 'CDA_1' | 'CDA_3'
  /** The clinical document as it was signed; null where none was made. */
  readonly cda_sealed: string | null
  /** Its object in the archive; empty where none was made. */
  readonly cda_series_uid: string
  readonly cda_sop_uid: string
}

export function documentRow(store: Store, reportId: string): DocumentRow | null {
  return store.prepare<[string], DocumentRow>('SELECT * FROM report_documents WHERE report_id = ?').get(reportId) ?? null
}

/** In the transaction of the signature. */
export function insertDocument(store: Store, { id, setId, version }: DocumentIdentity, row: Omit<DocumentRow, 'document_uid' | 'set_uid' | 'version'>): void {
  store.prepare('INSERT INTO report_documents (report_id, document_uid, set_uid, version, pdf_series_uid, form, cda_sealed, cda_series_uid, cda_sop_uid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(row.report_id, id, setId, version, row.pdf_series_uid, row.form, row.cda_sealed, row.cda_series_uid, row.cda_sop_uid)
}

/** What follows a report that was sent as a document is the next version of its set; anything else begins a set. */
export function nextDocument(store: Store, replaced: string | null, newUid: () => string): DocumentIdentity {
  const before = replaced === null ? null : documentRow(store, replaced)
  const id = newUid()
  return before === null ? { id, setId: id, version: 1, replaces: null } : { id, setId: before.set_uid, version: before.version + 1, replaces: before.document_uid }
}

export interface WithdrawalRow { readonly report_id: string; readonly account_id: string; readonly withdrawn_at: string; readonly reason_sealed: string; readonly oru_control_id: string }

export function withdrawalOf(store: Store, reportId: string): WithdrawalRow | null {
  return store.prepare<[string], WithdrawalRow>('SELECT * FROM report_withdrawals WHERE report_id = ?').get(reportId) ?? null
}

/** In the caller's transaction. */
export function insertWithdrawal(store: Store, row: WithdrawalRow): void {
  store.prepare('INSERT INTO report_withdrawals (report_id, account_id, withdrawn_at, reason_sealed, oru_control_id) VALUES (?, ?, ?, ?, ?)').run(row.report_id, row.account_id, row.withdrawn_at, row.reason_sealed, row.oru_control_id)
}
