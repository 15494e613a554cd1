/** Exams whose first sheet names another woman than the images do: what both said when it came, and whether a coordinator
 *  found that they are the same. A verification holds for these two identities alone: another sheet, or images that were
 *  corrected meanwhile, are compared anew. */
import type { ExamIdentity } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

export interface IdentityDoubt {
  readonly sheet: ExamIdentity
  readonly images: ExamIdentity
  /** ISO instant; names the doubt that a coordinator has before him. */
  readonly notedAt: string
  readonly verified: boolean
}

interface Row { readonly sheet: string; readonly images: string; readonly noted_at: string; readonly verified_by: string | null }

/** In the caller's transaction. */
export function noteDoubt(store: Store, study: string, { sheet, images, notedAt }: Omit<IdentityDoubt, 'verified'>, verified: { readonly by: string; readonly reason: string } | null = null): void {
  store.prepare('INSERT INTO identity_doubts (study_uid, sheet, images, noted_at, verified_by, reason) VALUES (?, ?, ?, ?, ?, ?)').run(study, JSON.stringify(plain(sheet)), JSON.stringify(plain(images)), notedAt, verified?.by ?? null, verified?.reason ?? '')
}

/** The one that stands. */
export function doubtOf(store: Store, study: string): IdentityDoubt | null {
  const row = store.prepare<[string], Row>('SELECT sheet, images, noted_at, verified_by FROM identity_doubts WHERE study_uid = ? ORDER BY seq DESC LIMIT 1').get(study)
  // Written by `noteDoubt`.
  return row === undefined ? null : { sheet: JSON.parse(row.sheet) as ExamIdentity, images: JSON.parse(row.images) as ExamIdentity, notedAt: row.noted_at, verified: row.verified_by !== null }
}

export const isSameIdentity = (one: ExamIdentity, other: ExamIdentity): boolean => one.patientID === other.patientID && one.patientBirthDate === other.patientBirthDate && one.accessionNumber === other.accessionNumber

const plain = ({ patientID, patientBirthDate, accessionNumber }: ExamIdentity): ExamIdentity => ({ patientID, patientBirthDate, accessionNumber })
