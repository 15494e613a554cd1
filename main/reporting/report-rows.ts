/** Rows of the table `reports`: one per signature, append only. */
import type { ReportSummary } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface ReportRow {
  readonly id: string
  readonly reading_id: string
  readonly study_instance_uid: string
  readonly account_id: string
  readonly kind: ReportSummary['kind']
  readonly signed_at: string
  readonly opinion_digest: string
  readonly pdf_sealed: string
  readonly pdf_sha256: string
  readonly pdf_sop_instance_uid: string
  readonly sr_sop_instance_uid: string
  readonly oru_control_id: string
  readonly sr_series_instance_uid: string
  readonly sr_sop_class_uid: string
  /** The report that this one corrects. */
  readonly replaces: string | null
}

const columns = ['id', 'reading_id', 'study_instance_uid', 'account_id', 'kind', 'signed_at', 'opinion_digest', 'pdf_sealed', 'pdf_sha256', 'pdf_sop_instance_uid', 'sr_sop_instance_uid', 'oru_control_id', 'sr_series_instance_uid', 'sr_sop_class_uid', 'replaces'] as const satisfies readonly (keyof ReportRow)[]

export function insertReport(store: Store, row: ReportRow): void {
  store.prepare(`INSERT INTO reports (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...columns.map((name) => row[name]))
}

export function reportRow(store: Store, reportId: string): ReportRow | null {
  return store.prepare<[string], ReportRow>(`SELECT ${columns.join(', ')} FROM reports WHERE id = ?`).get(reportId) ?? null
}

/** Without the sealed bytes. */
export function reportsOfStudy(store: Store, studyInstanceUID: string): Omit<ReportRow, 'pdf_sealed'>[] {
  return store
    .prepare<[string], Omit<ReportRow, 'pdf_sealed'>>(`SELECT ${columns.filter((name) => name !== 'pdf_sealed').join(', ')} FROM reports WHERE study_instance_uid = ? ORDER BY signed_at, id`)
    .all(studyInstanceUID)
}

export function sealedPdfOf(store: Store, readingId: string): string | null {
  return store.prepare<[string], Pick<ReportRow, 'pdf_sealed'>>('SELECT pdf_sealed FROM reports WHERE reading_id = ? ORDER BY signed_at DESC, rowid DESC').get(readingId)?.pdf_sealed ?? null
}
