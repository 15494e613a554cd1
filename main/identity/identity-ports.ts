/** What the session needs from the composition root, and what it gives to it. */
import type { Account, AccountId, Language, ParsedInput, ServerEvent, SessionStatus } from '../contract/index.ts'
import type { AuditEntry } from '../audit/index.ts'
import type { Vault } from '../vault/index.ts'
import type { OpenSession } from './open-session.ts'

export type LockReason = 'user' | 'idle' | 'system' | 'shutdown' | 'switch'

export interface IdentityPorts<Rooms> {
  /** Folder of the profile; it exists. */
  readonly profile: string
  readonly host: SessionStatus['host']
  readonly version: string
  /** Until an account says otherwise. */
  readonly language: Language
  /** Called at the start, and again at an unlock if it failed before. */
  readonly openVault: (file: string) => Vault
  /** Builds what needs an unlocked session. If it throws, the session is closed again. */
  readonly openRooms: (session: OpenSession) => Promise<Rooms>
  /** Called after `signal` was aborted and before the database is closed. */
  readonly closeRooms: (rooms: Rooms) => Promise<void>
  readonly emit: (event: ServerEvent) => void
  /** Makes the present transport token worthless; null where the host needs none. */
  readonly rotateToken: () => string | null
  /** Where faults go that must not stop what is being done (a room that does not close). */
  readonly report: (error: unknown) => void
  readonly now?: () => Date
}

export interface Active<Rooms> extends OpenSession {
  readonly rooms: Rooms
}

type NewAccountInput = ParsedInput<'accounts.create'>
/** Runs the insertion of the row and its audit row in one transaction (`CallContext.act`). */
type Act = (object: string, work: () => void, detail: string) => void

export interface Identity<Rooms> {
  status(): SessionStatus
  /** The open session; null while locked, and from the moment a lock begins. */
  active(): Active<Rooms> | null
  /** The active account; null while locked. Asking does not push the idle lock back. */
  account(): Account | null
  /** Aborted when the present unlocked period ends. Null while locked. */
  signal(): AbortSignal | null
  setUp(input: ParsedInput<'session.setUp'>): Promise<void>
  unlock(accountId: AccountId, passphrase: string): Promise<void>
  /** Harmless while locked. Resolves once the database is closed and the keys are forgotten. */
  lock(reason: LockReason): Promise<void>
  /** The reader is there: pushes the idle lock back. */
  touch(): void
  setLanguage(language: Language): void
  accounts(): Account[]
  createAccount(input: NewAccountInput, act: Act): Promise<Account>
  /** Re-authentication, under the same limits as unlocking. */
  verifyPassphrase(accountId: AccountId, passphrase: string): Promise<void>
  /** Runs `work` and records its success in one transaction. An act of the reader pushes the idle lock back. */
  act<T>(entry: Omit<AuditEntry, 'outcome'>, work: () => T): T
  /** In a transaction of its own; kept in a file for the next unlock while no database is open. */
  record(entry: AuditEntry): void
}
