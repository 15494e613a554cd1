/** Correction of a signed opinion: asked for by its reader, agreed to by a coordinator, written and signed by the reader. A
 *  new signed version follows; nothing is overwritten. Where the result has left already, it is a corrigendum. */
import { z } from 'zod'
import { avis } from './avis.ts'
import { correctionId, instant, readingId, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { courseErrors } from './programme.ts'
import { reading, reportErrors } from './reading.ts'
import { passphrase } from './session.ts'
import { worklistRow } from './worklist.ts'

export const askedCorrection = z.strictObject({
  id: correctionId, readingId, studyInstanceUID,
  kind: z.enum(['FIRST', 'SECOND', 'ARBITRATION']),
  /** Pseudonym of the reader who asks. */
  readerCode: z.string(),
  askedAt: instant,
  reason: z.string(),
})
export type AskedCorrection = z.infer<typeof askedCorrection>

const rows = z.strictObject({ rows: z.array(askedCorrection) })
const errors = ['request/not-found', 'reading/seal-broken', 'dossier/reason-required', 'dossier/coordinator-needed', ...courseErrors] as const
const byReader = { output: reading, access: ['L1', 'L2'], audit: 'patient-record', writes: true } as const

export const correctionOperations = {
  'reading.askCorrection': operation({ ...byReader, input: z.strictObject({ readingId, reason: z.string().trim().max(2000) }), errors: [...errors] }),
  /** Keeps what is written of an agreed correction. */
  'reading.saveCorrection': operation({ ...byReader, audit: null, input: z.strictObject({ readingId, avis }), errors: [...errors] }),
  /** Corrections that a coordinator agreed to and that the active account has not signed yet, oldest first. */
  'reading.agreedCorrections': operation({ input: z.strictObject({}), output: z.strictObject({ studies: z.array(worklistRow) }), errors: [], access: ['L1', 'L2'], audit: null, writes: false }),
  /** `rectifies`: the reader knows that the result has left, and signs a corrigendum. */
  'reading.correct': operation({
    ...byReader, input: z.strictObject({ readingId, avis, rectifies: z.boolean(), passphrase }),
    errors: [...errors, 'dossier/exported', 'reading/invalid-opinion', 'session/wrong-passphrase', 'session/too-many-attempts', 'display/training', ...reportErrors],
  }),
  /** For the coordinator: corrections that wait for an answer, with their reasons. */
  'reading.corrections': operation({ input: z.strictObject({}), output: rows, errors: ['reading/seal-broken'], access: ['COORDINATOR'], audit: null, writes: false }),
  /** Never by the reader who asks. */
  'reading.answerCorrection': operation({ input: z.strictObject({ id: correctionId, agreed: z.boolean() }), output: rows, errors: [...errors, 'dossier/arbitrated'], access: ['COORDINATOR'], audit: 'patient-record', writes: true }),
}
