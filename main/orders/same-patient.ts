/** Whether an order and an exam, or two messages, are about one patient. An accession number alone proves nothing: sites
 *  reuse them, and two sites give the same ones. */
import type { IncomingPatient } from '../ris/index.ts'
import type { ExamIdentity } from './ports.ts'

export const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('Œ', 'OE').replaceAll('œ', 'oe').toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ').trim()

const otherDay = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other

/** The birth dates agree, and either the identifier or the name does. */
export function isExamOf(patient: IncomingPatient, exam: ExamIdentity): boolean {
  if (otherDay(patient.birthDate, exam.patientBirthDate)) return false
  const sameNumber = exam.patientID !== '' && patient.identifiers.some(({ id, namespace, universalId }) => id === exam.patientID && sameAuthority([namespace, universalId], exam.issuerOfPatientID))
  if (sameNumber) return true
  return patient.birthDate !== null && exam.patientBirthDate !== null && sameName(patient, exam.patientName)
}

/** An authority that one side leaves out contradicts nothing. */
const sameAuthority = (told: readonly string[], issuer: string): boolean => issuer === '' || told.every((one) => one === '') || told.some((one) => one !== '' && fold(one) === fold(issuer))

/** The family name at birth or in use, and the first given name (PS3.5 6.2.1.1). */
function sameName(patient: IncomingPatient, personName: string): boolean {
  const [family = '', given = ''] = (personName.split('=')[0] ?? '').split('^').map(fold)
  const first = (text: string) => text.split(' ')[0] ?? ''
  return family !== '' && [patient.birthName, patient.usualName].some((one) => fold(one) === family) && first(fold(patient.givenNames)) === first(given)
}

/** Of two messages about one order number: an identifier in common, or no contradiction in name and birth date. */
export function isSamePatient(one: IncomingPatient, other: IncomingPatient): boolean {
  if (one.identifiers.some((mine) => other.identifiers.some((theirs) => sameIdentifier(mine, theirs)))) return true
  return !otherDay(one.birthDate, other.birthDate) && fold(one.birthName) === fold(other.birthName)
}

export function sameIdentifier(one: IncomingPatient['identifiers'][number], other: IncomingPatient['identifiers'][number]): boolean {
  return one.id === other.id && (one.universalId !== '' && other.universalId !== '' ? one.universalId === other.universalId : one.namespace === other.namespace || one.namespace === '' || other.namespace === '')
}
