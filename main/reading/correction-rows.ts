/** Rows of the table `corrections`: one per correction that was asked for. */
import type { Store } from '../store/index.ts'

export interface CorrectionRow {
  readonly id: string
  readonly reading_id: string
  readonly state: 'ASKED' | 'AGREED' | 'REFUSED' | 'SIGNED'
  readonly reason_sealed: string
  readonly asked_at: string
  readonly answered_by: string | null
  readonly avis: string | null
  /** The structure, on another console, had told the result when it agreed. */
  readonly told: 0 | 1
}

/** The one that was asked for last. */
export function lastCorrection(store: Store, readingId: string): CorrectionRow | null {
  return store.prepare<[string], CorrectionRow>('SELECT * FROM corrections WHERE reading_id = ? ORDER BY asked_at DESC, rowid DESC LIMIT 1').get(readingId) ?? null
}

/** In the caller's transaction. */
export function insertCorrection(store: Store, { id, reading_id, reason_sealed, asked_at }: Pick<CorrectionRow, 'id' | 'reading_id' | 'reason_sealed' | 'asked_at'>): void {
  store.prepare(`INSERT INTO corrections (id, reading_id, state, reason_sealed, asked_at) VALUES (?, ?, 'ASKED', ?, ?)`).run(id, reading_id, reason_sealed, asked_at)
}

/** In the caller's transaction. False when it was answered meanwhile. */
export function markAnswered(store: Store, id: string, { agreed, by, at, told = false }: { readonly agreed: boolean; readonly by: string; readonly at: string; readonly told?: boolean }): boolean {
  return store.prepare(`UPDATE corrections SET state = ?, answered_by = ?, answered_at = ?, told = ? WHERE id = ? AND state = 'ASKED'`).run(agreed ? 'AGREED' : 'REFUSED', by, at, told ? 1 : 0, id).changes === 1
}

/** In the caller's transaction. False when it no longer waits to be signed. */
export function markCorrected(store: Store, id: string, at: string, digest: string): boolean {
  return store.prepare(`UPDATE corrections SET state = 'SIGNED', avis = NULL, signed_at = ?, digest = ? WHERE id = ? AND state = 'AGREED'`).run(at, digest, id).changes === 1
}

export function correctionsSigned(store: Store, readingId: string): number {
  return store.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM corrections WHERE reading_id = ? AND state = 'SIGNED'`).get(readingId)?.n ?? 0
}

export function askedCorrections(store: Store): CorrectionRow[] {
  return store.prepare<[], CorrectionRow>(`SELECT * FROM corrections WHERE state = 'ASKED' ORDER BY asked_at, rowid`).all()
}

/** Studies of the account's readings whose correction was agreed to and waits to be signed, oldest request first. */
export function agreedStudies(store: Store, accountId: string): string[] {
  return store.prepare<[string], { study: string }>(`SELECT r.study_instance_uid AS study FROM corrections c JOIN readings r ON r.id = c.reading_id WHERE c.state = 'AGREED' AND r.account_id = ? ORDER BY c.asked_at, c.rowid`).all(accountId).map(({ study }) => study)
}

export function correctionById(store: Store, id: string): CorrectionRow | null {
  return store.prepare<[string], CorrectionRow>('SELECT * FROM corrections WHERE id = ?').get(id) ?? null
}
