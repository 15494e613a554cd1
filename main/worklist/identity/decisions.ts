/** The table of decisions and what a standing one does to a study's row. Callers hold the transaction. */
import type { ReconciledPatient } from '../../domain/second-reading/index.ts'
import type { Store } from '../../store/index.ts'
import { searchText } from '../search-text.ts'

/** The patient of a study, as its columns have it. */
export interface PatientColumns {
  readonly patient_name: string
  readonly patient_id: string
  readonly issuer_of_patient_id: string
  readonly patient_birth_date: string | null
  readonly patient_sex: string
  readonly ins_value: string
  readonly ins_kind: string | null
  readonly birth_name: string
}
export interface Decision { readonly decision: 'ASSIGNED' | 'KEPT' | 'REFUSED' | 'WITHDRAWN'; readonly medium: PatientColumns; readonly given: PatientColumns | null; readonly byName: string; readonly at: string }

export const patientOnly = ({ patient_name, patient_id, issuer_of_patient_id, patient_birth_date, patient_sex, ins_value, ins_kind, birth_name }: PatientColumns): PatientColumns =>
  ({ patient_name, patient_id, issuer_of_patient_id, patient_birth_date, patient_sex, ins_value, ins_kind, birth_name })

export const isSamePatient = (one: PatientColumns, other: PatientColumns): boolean => JSON.stringify(patientOnly(one)) === JSON.stringify(patientOnly(other))

/** The one that stands; null: none, or the last one was withdrawn. */
export function standingDecision(store: Store, studyInstanceUID: string): Decision | null {
  const row = store
    .prepare<[string], { decision: Decision['decision']; medium: string; given: string | null; by_name: string; decided_at: string }>('SELECT decision, medium, given, by_name, decided_at FROM identity_decisions WHERE study_uid = ? ORDER BY seq DESC LIMIT 1')
    .get(studyInstanceUID)
  if (row === undefined || row.decision === 'WITHDRAWN') return null
  // Written by `recordDecision`.
  return { decision: row.decision, medium: JSON.parse(row.medium) as PatientColumns, given: row.given === null ? null : (JSON.parse(row.given) as PatientColumns), byName: row.by_name, at: row.decided_at }
}

export function recordDecision(store: Store, study: string, { decision, medium, given, byName, at }: Decision, by: string): void {
  store.prepare('INSERT INTO identity_decisions (study_uid, decision, medium, given, decided_by, by_name, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(study, decision, JSON.stringify(patientOnly(medium)), given === null ? null : JSON.stringify(patientOnly(given)), by, byName, at)
}

export function putPatient(store: Store, study: string, patient: PatientColumns): void {
  const row = store.prepare<[string], { study_date: string | null; accession_number: string; description: string; site: string }>('SELECT study_date, accession_number, description, site FROM studies WHERE study_uid = ?').get(study)
  if (row === undefined) return
  const text = searchText({ patientName: patient.patient_name, patientID: patient.patient_id, patientBirthDate: patient.patient_birth_date, studyDate: row.study_date, accessionNumber: row.accession_number, description: row.description, site: row.site })
  store.prepare('UPDATE studies SET patient_name = ?, patient_id = ?, issuer_of_patient_id = ?, patient_birth_date = ?, patient_sex = ?, ins_value = ?, ins_kind = ?, birth_name = ?, search_text = ? WHERE study_uid = ?')
    .run(patient.patient_name, patient.patient_id, patient.issuer_of_patient_id, patient.patient_birth_date, patient.patient_sex, patient.ins_value, patient.ins_kind, patient.birth_name, text, study)
}

export const columnsOf = (store: Store, study: string): (PatientColumns & { in_pacs: number; demo: number }) | null =>
  store.prepare<[string], PatientColumns & { in_pacs: number; demo: number }>('SELECT patient_name, patient_id, issuer_of_patient_id, patient_birth_date, patient_sex, ins_value, ins_kind, birth_name, in_pacs, demo FROM studies WHERE study_uid = ?').get(study) ?? null

/** What the data sets say, whatever was given since: objects that come later are compared with it. */
export function mediumOf(store: Store, study: string): PatientColumns | null {
  const standing = standingDecision(store, study)
  return standing?.decision === 'ASSIGNED' ? standing.medium : columnsOf(store, study)
}

/** A study that left this console and comes again, with the same identity: what was decided of it still holds. */
export function applyAgain(store: Store, study: string): void {
  const [standing, columns] = [standingDecision(store, study), columnsOf(store, study)]
  if (standing?.decision === 'ASSIGNED' && standing.given !== null && columns !== null && isSamePatient(columns, standing.medium)) putPatient(store, study, standing.given)
}

/** What the data sets say of a study that was given to a patient, and since when; null where none was. */
export function reconciledPatient(store: Store, study: string): ReconciledPatient | null {
  const standing = standingDecision(store, study)
  if (standing?.decision !== 'ASSIGNED') return null
  const { medium, at } = standing
  return { patientName: medium.patient_name, patientID: medium.patient_id, issuerOfPatientID: medium.issuer_of_patient_id, patientBirthDate: medium.patient_birth_date, patientSex: medium.patient_sex, at }
}
