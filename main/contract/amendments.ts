/** An ordinary report after its signature: something is added to it, it is replaced, or it is taken back. Each is signed by its
 *  reader again; every version is kept, and what had left is followed by a message that says what became of it. */
import { z } from 'zod'
import { readingId } from './ids.ts'
import { operation } from './operation.ts'
import { reading, reportErrors } from './reading.ts'
import { passphrase } from './session.ts'

const errors = ['request/not-found', 'reading/seal-broken', 'reading/invalid-transition', 'reading/stale-version', 'dossier/reason-required', 'session/wrong-passphrase', 'session/too-many-attempts', ...reportErrors] as const
const byReader = { output: reading, access: ['RADIOLOGIST'], audit: 'patient-record', writes: true } as const
const why = z.string().trim().max(2000)

export const amendmentOperations = {
  /** The report stays as it is; what is added stands before it, under its own date. */
  'reading.addAddendum': operation({ ...byReader, input: z.strictObject({ readingId, addendum: z.string().trim().min(1).max(8000), passphrase }), errors: [...errors] }),
  /** Another text takes the place of the signed one. */
  'reading.replaceReport': operation({ ...byReader, input: z.strictObject({ readingId, replacement: reading.shape.text, reason: why, passphrase }), errors: [...errors, 'reading/invalid-opinion'] }),
  /** Signed for the wrong patient, say: it is kept, said to be taken back, and cancelled where it has arrived. */
  'reading.withdrawReport': operation({ ...byReader, input: z.strictObject({ readingId, reason: why, passphrase }), errors: [...errors] }),
}
