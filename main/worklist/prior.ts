/** Which studies here may concern the patient of a study, and which of them are its priors. Candidates are found by
 *  number, national identity, or name and birth date; `domain/identity` judges each: only those that nothing contradicts
 *  are joined, doubtful ones are listed apart. A prior is an earlier study of the same kind of images. */
import type { IdentityReason, MediaPatient } from '../contract/index.ts'
import { isConflict, judgeIdentity, type Identity, type Ins } from '../domain/identity/index.ts'
import type { Store } from '../store/index.ts'
import { fold } from './search-text.ts'

export interface PatientRow {
  study_uid: string; patient_name: string; patient_id: string; issuer_of_patient_id: string; patient_birth_date: string | null; patient_sex: string
  ins_value: string; ins_kind: Ins['kind'] | null; study_date: string | null; modalities: string; locality: string
}

export interface RelatedStudy { readonly row: PatientRow; readonly verdict: 'same' | 'doubtful' | 'different'; readonly reasons: readonly IdentityReason[]; readonly conflict: boolean }

export const patientColumns = 'study_uid, patient_name, patient_id, issuer_of_patient_id, patient_birth_date, patient_sex, ins_value, ins_kind, study_date, modalities, locality'
/** So many of one number are no patient but a placeholder such as `0`. */
const maximumCandidates = 300

export const identityOf = (row: PatientRow): Identity => ({
  patientID: row.patient_id, issuerOfPatientID: row.issuer_of_patient_id, patientName: row.patient_name, patientBirthDate: row.patient_birth_date, patientSex: row.patient_sex,
  ins: insOfRow(row),
})

export const insOfRow = (row: Pick<PatientRow, 'ins_value' | 'ins_kind'>): Ins | null => (row.ins_kind === null ? null : { value: row.ins_value, kind: row.ins_kind })

/** Every other study that may concern the identity, judged. */
export function relatedTo(store: Store, identity: Identity, exceptStudy: string | null): RelatedStudy[] {
  const family = fold(identity.patientName.split('^')[0] ?? '').trim().split(/\s+/)[0] ?? ''
  const rows = store
    .prepare<unknown[], PatientRow>(
      `SELECT ${patientColumns} FROM studies WHERE patient_id = ? AND patient_id <> ''
       UNION SELECT ${patientColumns} FROM studies WHERE ins_value = ? AND ins_value <> ''
       UNION SELECT ${patientColumns} FROM studies WHERE patient_birth_date = ? AND search_text >= ? AND search_text < ?
       LIMIT ${maximumCandidates}`,
    )
    .all(identity.patientID, identity.ins?.value ?? '', family === '' ? null : identity.patientBirthDate, family, `${family}\u{10ffff}`)
  return rows.filter((row) => row.study_uid !== exceptStudy).map((row) => {
    const other = identityOf(row)
    return { row, ...judgeIdentity(identity, other), conflict: isConflict(identity, other) }
  })
}

/** Earlier, of the same kind, newest first; `same` and `doubtful` apart. */
export function priorsAmong(related: readonly RelatedStudy[], study: PatientRow): { priors: RelatedStudy[]; doubtful: RelatedStudy[] } {
  const earlier = related
    .filter(({ row }) => row.modalities === study.modalities && row.study_date !== null && study.study_date !== null && row.study_date < study.study_date)
    .toSorted((one, other) => (other.row.study_date ?? '').localeCompare(one.row.study_date ?? ''))
  return { priors: earlier.filter(({ verdict }) => verdict === 'same'), doubtful: earlier.filter(({ verdict }) => verdict === 'doubtful') }
}

export function patientRow(store: Store, studyInstanceUID: string): PatientRow | null {
  return store.prepare<[string], PatientRow>(`SELECT ${patientColumns} FROM studies WHERE study_uid = ?`).get(studyInstanceUID) ?? null
}

/** What differs from studies that bear the same number, each reason once. */
export const conflictsAmong = (related: readonly RelatedStudy[]): IdentityReason[] => [...new Set(related.filter(({ conflict }) => conflict).flatMap(({ reasons }) => reasons))]

/** Of an identity that comes in: a conflict weighs more than exams that fit. */
export function standingOf(related: readonly RelatedStudy[]): { standing: MediaPatient['standing']; reasons: IdentityReason[] } {
  const conflicts = conflictsAmong(related)
  if (conflicts.length > 0) return { standing: 'conflict', reasons: conflicts }
  if (related.some(({ verdict }) => verdict === 'same')) return { standing: 'known', reasons: [] }
  const doubtful = related.filter(({ verdict }) => verdict === 'doubtful')
  return { standing: doubtful.length > 0 ? 'similar' : 'new', reasons: [...new Set(doubtful.flatMap(({ reasons }) => reasons))] }
}
