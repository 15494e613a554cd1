/** To which patient the images of a medium belong: asked where they name nobody or perhaps somebody else, decided by a reader or
 *  an administrator, always to be taken back. The data sets stay as they came; the identity is a layer of this console. */
import { z } from 'zod'
import { day, instant, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'
import { identityReason } from './patient-identity.ts'
import { worklistRow } from './worklist.ts'

const shownIdentity = z.strictObject({ patientName: z.string(), patientID: z.string(), issuerOfPatientID: z.string(), patientBirthDate: day.nullable(), patientSex: z.string() })

export const identityCandidate = shownIdentity.extend({
  /** One of the exams of this patient here. */
  studyInstanceUID,
  verdict: z.enum(['same', 'doubtful', 'different']),
  reasons: z.array(identityReason),
  exams: z.number().int(),
  lastExam: day.nullable(),
})
export type IdentityCandidate = z.infer<typeof identityCandidate>

export const reconciliationOperations = {
  'identity.waiting': operation({ input: z.strictObject({}), output: z.strictObject({ studies: z.array(worklistRow) }), errors: [], access: 'account', audit: null, writes: false }),
  'identity.question': operation({
    /** `text`: looks for other patients here. */
    input: z.strictObject({ studyInstanceUID, text: z.string().max(200) }),
    output: z.strictObject({
      study: worklistRow, medium: shownIdentity,
      /** False: it came from the PACS, where its identity is corrected. */
      isMedium: z.boolean(),
      decision: z.strictObject({ decision: z.enum(['ASSIGNED', 'KEPT']), by: z.string(), at: instant }).nullable(),
      candidates: z.array(identityCandidate),
    }),
    errors: ['request/not-found'], access: 'account', audit: null, writes: false,
  }),
  /** `REFUSE` removes the images from this console; `WITHDRAW` puts back what they say themselves. */
  'identity.decide': operation({
    input: z.strictObject({
      studyInstanceUID, decision: z.enum(['ASSIGN', 'KEEP', 'REFUSE', 'WITHDRAW']),
      /** As it was shown: a patient who was corrected meanwhile is refused. */
      candidate: shownIdentity.pick({ patientName: true, patientID: true, patientBirthDate: true }).extend({ studyInstanceUID }).nullable(),
    }),
    output: z.strictObject({}),
    errors: ['request/not-found', 'identity/not-a-medium', 'identity/reading-begun', 'identity/changed', 'reading/invalid-transition'], access: ['ADMIN', 'L1', 'L2', 'RADIOLOGIST'], audit: 'patient-record', writes: true,
  }),
}
