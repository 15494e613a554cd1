/** Whether an object bears the patient of its study. Number and birth date decide; a name that changed (birth name,
 *  married name, accents lost on the way) or a sex typed wrong is said and kept, both together are another person. */

import { namesDiffer } from '../identity/index.ts'

export interface PatientIdentity {
  readonly patientID: string
  readonly issuerOfPatientID: string
  /** PN, alphabetic group. */
  readonly patientName: string
  /** ISO day. */
  readonly patientBirthDate: string | null
  readonly patientSex: string
}

export type IdentityDifference = 'other-name' | 'other-sex'

export function compareIdentity(known: PatientIdentity, given: PatientIdentity): 'other-patient' | readonly IdentityDifference[] {
  const otherIssuer = known.issuerOfPatientID !== '' && given.issuerOfPatientID !== '' && known.issuerOfPatientID !== given.issuerOfPatientID
  const otherBirth = known.patientBirthDate !== null && given.patientBirthDate !== null && known.patientBirthDate !== given.patientBirthDate
  const otherName = namesDiffer(known.patientName, given.patientName)
  const otherSex = ['F', 'M'].includes(known.patientSex) && ['F', 'M'].includes(given.patientSex) && known.patientSex !== given.patientSex
  if (known.patientID !== given.patientID || otherIssuer || otherBirth || (otherName && otherSex)) return 'other-patient'
  return [...otherName ? ['other-name' as const] : [], ...otherSex ? ['other-sex' as const] : []]
}
