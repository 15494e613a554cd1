/** Consensus of second readers, as the readers find it: whom one may ask, and what one was asked. Who is asked learns the
 *  reason only once the exam is looked at together: until then that reader may still come to read it blind. */
import { z } from 'zod'
import { accountId, instant } from './ids.ts'
import { operation } from './operation.ts'
import { worklistRow } from './worklist.ts'

export const consultation = z.strictObject({
  study: worklistRow,
  askedAt: instant,
  joined: z.boolean(),
  /** Empty until it is joined. */
  reason: z.string(),
})
export type Consultation = z.infer<typeof consultation>

const asked = { input: z.strictObject({}), errors: [], access: ['L2'], audit: null, writes: false } as const

export const consultationOperations = {
  /** Other second readers of this console. Says of none of them what he or she has read. */
  'programme.colleagues': operation({ ...asked, output: z.strictObject({ readers: z.array(z.strictObject({ accountId, displayName: z.string() })) }) }),
  /** Exams on which the active account is asked, oldest request first. */
  'programme.consultations': operation({ ...asked, output: z.strictObject({ consultations: z.array(consultation) }) }),
}
