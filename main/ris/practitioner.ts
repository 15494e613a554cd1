/** A person who acts, in a message: by the RPPS number where it is known, in the form of the ANS volumes (PS_IdNat: `8` and the
 *  number, under the national register), otherwise by the identifier of the sender alone. */
import { composite } from './encode.ts'

export interface Practitioner {
  /** The sender's own: a code, or what a request said. */
  readonly id: string
  /** Empty or absent: not known, or the reader has no name anywhere. */
  readonly rpps?: string
  readonly familyName: string
  readonly givenName: string
}

const register = ['', '1.2.250.1.71.4.2.1', 'ISO'] as const

/** XCN (2.A.86). */
export function practitioner({ id, rpps = '', familyName, givenName }: Practitioner): string {
  return rpps === '' ? composite(id, familyName, givenName) : composite(`8${rpps}`, familyName, givenName, '', '', '', '', '', register, 'D', '', '', 'IDNPS')
}

/** NDL (2.A.47): identifier and name are subcomponents of its first component (CNN), whose last three are the authority. */
export function interpreter({ id, rpps = '', familyName, givenName }: Practitioner): string {
  return composite(rpps === '' ? [id, familyName, givenName] : [`8${rpps}`, familyName, givenName, '', '', '', '', '', ...register])
}
