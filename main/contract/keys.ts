/** The centre's key pair: who keeps its private half, and the ceremony that hands it over. Nothing but a
 *  fingerprint of its public half crosses this wire. */
import { z } from 'zod'
import { accountId, instant } from './ids.ts'
import { operation } from './operation.ts'

/** `CONSOLE`: any account of this console can unwrap it, the weaker mode. */
export const centreMode = z.enum(['CONSOLE', 'COORDINATORS'])

export const centreStatus = z.strictObject({
  mode: centreMode,
  /** Whether this session opens what was sealed for the centre. */
  held: z.boolean(),
  id: z.string(),
  /** Two people read it to one another: eight groups of four hexadecimal digits. */
  fingerprint: z.string(),
  madeAt: instant,
  /** Keys kept for opening what was sealed before. */
  earlier: z.number().int(),
  coordinators: z.array(z.strictObject({ accountId, displayName: z.string(), holds: z.boolean() })),
})
export type CentreStatus = z.infer<typeof centreStatus>

const keeping = { output: centreStatus, access: ['ADMIN', 'COORDINATOR'], audit: 'security-alert', writes: true } as const

export const keysOperations = {
  'keys.status': operation({ input: z.strictObject({}), output: centreStatus, errors: [], access: 'account', audit: null, writes: false }),
  /** Makes an account a coordinator and wraps the key for it. The first one takes it from the console for good. */
  'keys.grant': operation({ ...keeping, input: z.strictObject({ accountId }), errors: ['keys/not-held', 'exchange/joined', 'request/not-found', 'store/full', 'store/damaged'] }),
  /** Takes the key from a coordinator and makes a new one. A role that is an account's only one stays, without the key. */
  'keys.withdraw': operation({ ...keeping, input: z.strictObject({ accountId }), errors: ['keys/not-held', 'exchange/joined', 'keys/last-coordinator', 'request/not-found', 'store/full', 'store/damaged'] }),
  /** A new pair to seal with; the earlier ones stay for opening. */
  'keys.rotate': operation({ ...keeping, input: z.strictObject({}), errors: ['keys/not-held', 'exchange/joined', 'store/full', 'store/damaged'] }),
}
