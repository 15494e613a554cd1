/** Whether an object bears the patient of its study. Number and birth date decide; a name that changed (birth name,
 *  married name, accents lost on the way) or a sex typed wrong is said and kept, both together are another person. */

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
  const otherName = differs(wordsOf(known.patientName), wordsOf(given.patientName))
  const otherSex = ['F', 'M'].includes(known.patientSex) && ['F', 'M'].includes(given.patientSex) && known.patientSex !== given.patientSex
  if (known.patientID !== given.patientID || otherIssuer || otherBirth || (otherName && otherSex)) return 'other-patient'
  return [...otherName ? ['other-name' as const] : [], ...otherSex ? ['other-sex' as const] : []]
}

/** Letters without accents, in capitals; the order of family and given name plays no part. */
const wordsOf = (name: string): string[] => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')

/** Absent says nothing; a second given name more or less is the same name. */
const differs = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && other.length > 0 && !one.every((word) => other.includes(word)) && !other.every((word) => one.includes(word))
