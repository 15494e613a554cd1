/** Which exams an order is for. Asked anew each time and kept nowhere, so that it does not matter which of the two came
 *  first: by Study Instance UID, else by accession number, and only where the patient is the same one. */
import type { Store } from '../store/index.ts'
import { contentOf, type OrderRow } from './order-rows.ts'
import type { ExamIdentity } from './ports.ts'
import { isExamOf } from './same-patient.ts'

interface StudyRow { study_uid: string; patient_name: string; patient_id: string; issuer_of_patient_id: string; patient_birth_date: string | null; accession_number: string }
export interface KnownExam extends ExamIdentity { readonly accessionNumber: string }

const columns = 'study_uid, patient_name, patient_id, issuer_of_patient_id, patient_birth_date, accession_number'
const exam = (row: StudyRow): KnownExam => ({
  studyInstanceUID: row.study_uid, patientName: row.patient_name, patientID: row.patient_id, issuerOfPatientID: row.issuer_of_patient_id, patientBirthDate: row.patient_birth_date, accessionNumber: row.accession_number,
})

export function examOf(store: Store, studyInstanceUID: string): KnownExam | null {
  const row = store.prepare<[string], StudyRow>(`SELECT ${columns} FROM studies WHERE study_uid = ? AND demo = 0`).get(studyInstanceUID)
  return row === undefined ? null : exam(row)
}

/** The exams that an order names, those of its patient and those of another one. */
export function examsOf(store: Store, row: OrderRow): { joined: KnownExam[]; conflicts: KnownExam[] } {
  const found = store.prepare<[string, string, string], StudyRow>(
    `SELECT ${columns} FROM studies WHERE study_uid = ? AND demo = 0 UNION SELECT ${columns} FROM studies WHERE accession_number = ? AND ? <> '' AND accession_number <> '' AND demo = 0`,
  ).all(row.study_uid, row.accession_number, row.accession_number).map(exam)
  const { patient } = contentOf(row)
  const joined = found.filter((one) => isExamOf(patient, one))
  // An exam that is named by its UID settles it: another one with the same number is another exam.
  const named = joined.filter(({ studyInstanceUID }) => studyInstanceUID === row.study_uid)
  return { joined: named.length > 0 ? named : joined, conflicts: named.length > 0 ? [] : found.filter((one) => !joined.includes(one)) }
}
