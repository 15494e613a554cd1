/** Releases: a first opinion, sealed again by a coordinator for the second reader whose own opinion is frozen. */
import { z } from 'zod'
import { instant, readingId, studyInstanceUID } from './ids.ts'
import { operation } from './operation.ts'

/** A second reading that waits for the first opinion. Nothing here tells what either reader concluded. */
export const waitingRelease = z.strictObject({
  readingId, studyInstanceUID,
  /** Pseudonym of the second reader. */
  readerCode: z.string(),
  frozenAt: instant,
})
export type WaitingRelease = z.infer<typeof waitingRelease>

export const exchangeOperations = {
  'exchange.waiting': operation({ input: z.strictObject({}), output: z.strictObject({ rows: z.array(waitingRelease) }), errors: [], access: ['COORDINATOR'], audit: null, writes: false }),
  /** For the second reading that is named. An opinion that is not frozen yet is refused and recorded as a security alert. */
  'exchange.release': operation({
    input: z.strictObject({ readingId }), output: z.strictObject({ rows: z.array(waitingRelease) }),
    errors: ['request/not-found', 'reading/premature-reveal', 'reading/seal-broken', 'keys/not-held'], access: ['COORDINATOR'], audit: 'patient-record', writes: true,
  }),
}
