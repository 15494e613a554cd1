/** The shape of one row of the contract. The same row drives the typed client, the dispatcher, the permission
 *  check, the audit record, the generated API page and the property tests. */
import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** `COORDINATOR`: coordinateur de la structure; follows exams and keeps the centre key, and reads by no right of this role. */
export const roles = ['ADMIN', 'L1', 'L2', 'RADIOLOGIST', 'COORDINATOR'] as const
export type Role = (typeof roles)[number]

/** `public`: answered while locked. `account`: any unlocked account. Else one of the roles is required. */
export type Access = 'public' | 'account' | readonly Role[]

/** The codes of PS3.15 A.5.3 that acts of this program map to. */
export type AuditEvent =
  | 'user-authentication' // 110114
  | 'application-activity' // 110100
  | 'query' // 110112
  | 'begin-transferring' // 110102
  | 'transferred' // 110104
  | 'instances-accessed' // 110103
  | 'import' // 110107
  | 'export' // 110106
  | 'patient-record' // 110110
  | 'order-record' // 110109
  | 'security-alert' // 110113
  | 'audit-log-used' // 110101

export interface Operation {
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly errors: readonly ErrorCode[]
  readonly access: Access
  readonly audit: AuditEvent | null
  /** True when the act writes: it then needs its audit row in its own transaction. */
  readonly writes: boolean
}

export function operation<const O extends Operation>(row: O): O {
  return row
}
