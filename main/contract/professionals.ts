/** Who an account is in the national registers: what a clinical document names its author by. */
import { z } from 'zod'
import { accountId } from './ids.ts'
import { operation } from './operation.ts'

export const professional = z.strictObject({
  accountId,
  /** Eleven digits with their key. */
  rpps: z.string().max(11),
  familyName: z.string().trim().max(80),
  givenName: z.string().trim().max(80),
  /** Profession and specialty (JDV_J01_XdsAuthorSpecialty). */
  specialty: z.enum(['G15_10/SM44', 'G15_10/SM74', 'G15_10/SM94', 'G15_10/SM55', 'G15_10/SM28', 'G15_10/SM32', 'G15_10/SM20']),
})
export type Professional = z.infer<typeof professional>

export const professionalOperations = {
  'professionals.list': operation({ input: z.strictObject({}), output: z.strictObject({ professionals: z.array(professional) }), errors: [], access: ['ADMIN'], audit: null, writes: false }),
  'professionals.set': operation({ input: professional, output: professional, errors: ['account/rpps', 'request/not-found'], access: ['ADMIN'], audit: 'application-activity', writes: true }),
}
