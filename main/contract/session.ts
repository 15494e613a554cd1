/** Accounts and the session of this console. One account is active at a time. */
import { z } from 'zod'
import { accountId, language } from './ids.ts'
import { operation, roles } from './operation.ts'

export const role = z.enum(roles)

export const account = z.strictObject({
  id: accountId,
  displayName: z.string().min(2).max(80),
  roles: z.array(role).min(1),
  language,
})
export type Account = z.infer<typeof account>

/** What a window may know while locked: names to choose from, nothing of patients. */
export const sessionStatus = z.strictObject({
  phase: z.enum(['welcome', 'locked', 'unlocked', 'failed']),
  /** Present when `phase` is `failed`: the store could not be opened, and why. */
  failure: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
  accounts: z.array(z.strictObject({ id: accountId, displayName: z.string() })),
  account: account.nullable(),
  language,
  version: z.string(),
  /** Minutes without a key or pointer event before the session locks itself. */
  idleMinutes: z.number(),
  host: z.enum(['electron', 'browser']),
})
export type SessionStatus = z.infer<typeof sessionStatus>

/** No upper-case, no digit rules: length is what counts; at least 12 characters. */
export const passphrase = z.string().max(1024)

export const sessionOperations = {
  'session.status': operation({ input: z.strictObject({}), output: sessionStatus, errors: [], access: 'public', audit: null, writes: false }),
  'session.setUp': operation({
    input: z.strictObject({ displayName: account.shape.displayName, passphrase, roles: account.shape.roles, language, demo: z.boolean() }),
    output: sessionStatus, errors: ['session/already-set-up', 'session/weak-passphrase', 'store/newer-version', 'store/damaged', 'store/full'], access: 'public', audit: 'application-activity', writes: true,
  }),
  'session.unlock': operation({
    input: z.strictObject({ accountId, passphrase }),
    output: sessionStatus,
    errors: ['session/wrong-passphrase', 'session/too-many-attempts', 'session/keychain-missing', 'store/newer-version', 'store/damaged', 'store/full'],
    access: 'public', audit: 'user-authentication', writes: true,
  }),
  'session.lock': operation({ input: z.strictObject({}), output: sessionStatus, errors: [], access: 'public', audit: 'user-authentication', writes: true }),
  /** The reader is there: pushes the idle lock back. */
  'session.touch': operation({ input: z.strictObject({}), output: z.strictObject({}), errors: [], access: 'account', audit: null, writes: false }),
  'session.setLanguage': operation({ input: z.strictObject({ language }), output: sessionStatus, errors: [], access: 'account', audit: null, writes: true }),
  'accounts.list': operation({ input: z.strictObject({}), output: z.strictObject({ accounts: z.array(account) }), errors: [], access: ['ADMIN'], audit: null, writes: false }),
  'accounts.create': operation({
    input: z.strictObject({ displayName: account.shape.displayName, passphrase, roles: account.shape.roles, language }),
    output: account, errors: ['session/weak-passphrase', 'account/name-taken', 'exchange/joined', 'store/full'], access: ['ADMIN'], audit: 'application-activity', writes: true,
  }),
}
