/** Where audit messages go (IHE ATNA, ITI-20): syslog over TLS, off until a host is given. */
import { z } from 'zod'
import { problem } from './errors.ts'
import { operation } from './operation.ts'

export const auditRepository = z.strictObject({
  /** Empty: audit messages stay on this console. */
  host: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
  /** PEM of the authority that signed its certificate; empty for the system's own. */
  certificateAuthority: z.string().max(20_000),
})
export type AuditRepository = z.infer<typeof auditRepository>

const standing = auditRepository.extend({
  /** Rows of the trail that it has not been told of. */
  waiting: z.number().int(),
  /** What the last attempt met; null: it went well, or none was made. */
  problem: problem.nullable(),
})
export type AuditRepositoryStanding = z.infer<typeof standing>

export const auditRepositoryOperations = {
  'audit.repository': operation({ input: z.strictObject({}), output: standing, errors: [], access: ['ADMIN'], audit: null, writes: false }),
  'audit.setRepository': operation({ input: auditRepository, output: standing, errors: [], access: ['ADMIN'], audit: 'application-activity', writes: true }),
}
