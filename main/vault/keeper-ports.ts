/** What a keeper of keys needs of the unlocked session, and how it states its acts: never from a vault that is not the one
 *  this account knows. Each act writes the vault once, after its audit row. */
import { ExpectedError } from '../contract/index.ts'
import type { Opener, SessionCentre } from './centre-keys.ts'
import type { Finding } from './memory.ts'
import { append, type Member, type Said } from './register.ts'
import type { Signer } from './signed-text.ts'
import type { VaultContent } from './vault-file.ts'

export interface KeeperPorts {
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Throws `session/locked` once forgotten. */
  readonly masterKey: () => Buffer
  readonly opener: (masterKey: Buffer) => Opener
  readonly content: () => VaultContent
  readonly commit: (content: VaultContent, masterKey: Buffer) => void
  /** The session's own view of the keys, after a change. */
  readonly refresh: (masterKey: Buffer) => Promise<void>
  readonly held: () => SessionCentre
  readonly signer: () => Signer
  readonly own: Member
  readonly finding: () => Finding | null
  /** Whether this follows from what the account remembers. */
  readonly follows: (content: VaultContent) => Promise<boolean>
  /** With this in the account's memory. Without `compared`: as it was. */
  readonly remember: (content: VaultContent, compared?: boolean) => VaultContent
}

export function requireTrust({ finding }: Pick<KeeperPorts, 'finding'>): void {
  const found = finding()
  if (found !== null) throw new ExpectedError(found)
}

/** The content with these statements after what was stated before, and remembered. */
export async function stated(ports: KeeperPorts, acts: readonly Said[], change: Partial<VaultContent> = {}, from: Pick<VaultContent, 'register'> = ports.content()): Promise<VaultContent> {
  const register = await append(from, ports.signer(), acts, new Date())
  return ports.remember({ ...ports.content(), ...change, register }, acts[0]?.act === 'FOUND' ? true : undefined)
}

/** In its turn; `make` says what is to stand there. */
export function writeInTurn(ports: KeeperPorts, make: () => Promise<VaultContent>, beforeCommit: () => void): Promise<void> {
  return ports.inTurn(async () => {
    const next = await make()
    const key = ports.masterKey()
    beforeCommit()
    ports.commit(next, key)
    await ports.refresh(key)
  })
}
