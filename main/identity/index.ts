/** Accounts, roles, the session and its locks. */
export { createCentreHandlers, type KeysOperation } from './centre-handlers.ts'
export { createIdentity } from './identity.ts'
export type { Active, Identity, IdentityPorts, LockReason } from './identity-ports.ts'
export type { OpenSession } from './open-session.ts'
export { createSessionHandlers, type SessionOperation } from './session-handlers.ts'
