/** Whose exam it is, beyond name and number: the national identity (INS) with what an order said of it, other identities
 *  here under the same number, and an identity that somebody here chose for images from a medium. */
import { z } from 'zod'
import { instant } from './ids.ts'

/** What differs between two identities, or cannot be known. */
export const identityReason = z.enum(['other-name', 'other-birth-date', 'other-sex', 'other-number', 'other-issuer', 'other-ins', 'issuer-unknown', 'no-number'])
export type IdentityReason = z.infer<typeof identityReason>

/** `TEST` and `DEMO` name nobody and are never shown as real. */
export const insKind = z.enum(['NIR', 'NIA', 'TEST', 'DEMO'])
/** `NOT_SENT`: nobody said how far the identity was verified; DICOM cannot. */
export const insStatus = z.enum(['QUALIFIED', 'RETRIEVED', 'PROVISIONAL', 'NOT_SENT', 'ABSENT'])
/** What is wrong with a number: its form, its key, or traits that it contradicts. */
export const insFault = z.enum(['malformed', 'key', 'sex', 'birth-date'])

/** What the images of a medium say themselves, and who gave them another identity and when. */
export const reconciled = z.strictObject({ by: z.string(), at: instant, patientName: z.string(), patientID: z.string() })

export const patientIdentity = z.strictObject({
  ins: z.strictObject({ value: z.string().max(32), kind: insKind, faults: z.array(insFault) }).nullable(),
  insStatus,
  /** Birth name and first given name as an order or the object gives them; empty: not known. */
  birthName: z.string(),
  firstGivenName: z.string(),
  /** INSEE code of the place, from an order; empty: not known. */
  birthPlace: z.string(),
  /** What differs from other exams here under the same number: those are never joined. */
  conflicts: z.array(identityReason),
  /** Somebody has to say whose the images are: they came by hand and name nobody, or perhaps somebody else. */
  asks: z.boolean().optional(),
  /** An identity chosen here for images whose own data sets say another; they stay as they came. */
  reconciled: reconciled.optional(),
})
export type PatientIdentity = z.infer<typeof patientIdentity>
