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
}

/** The one that was asked for last. */
export function lastCorrection(store: Store, readingId: string): CorrectionRow | null {
  return store.prepare<[string], CorrectionRow>('SELECT * FROM corrections WHERE reading_id = ? ORDER BY asked_at DESC, rowid DESC LIMIT 1').get(readingId) ?? null
}

export function correctionsSigned(store: Store, readingId: string): number {
  return store.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM corrections WHERE reading_id = ? AND state = 'SIGNED'`).get(readingId)?.n ?? 0
}

export function askedCorrections(store: Store): CorrectionRow[] {
  return store.prepare<[], CorrectionRow>(`SELECT * FROM corrections WHERE state = 'ASKED' ORDER BY asked_at, rowid`).all()
}

export function correctionById(store: Store, id: string): CorrectionRow | null {
  return store.prepare<[string], CorrectionRow>('SELECT * FROM corrections WHERE id = ?').get(id) ?? null
}
