/** The secrets of one account: made from a passphrase once, opened with it each time. What opens is held no longer
 *  than its use; nothing here writes a file. */
import { randomBytes, randomUUID } from 'node:crypto'
import { accountId as accountIdSchema, ExpectedError, type AccountId } from '../contract/index.ts'
import { deriveUserKey, type ScryptCost } from './derive.ts'
import { makeKeyPair, ownPublicKey, privateKey, publicKey } from './key-pair.ts'
import type { Member } from './register.ts'
import type { SealingKeys } from './sealing.ts'
import type { NewAccount } from './unlocked-vault.ts'
import type { StoredAccount } from './vault-file.ts'
import { unwrap, wrap } from './wrap.ts'

/** The keychain of the operating system, where the host has one. Null: it holds no secret for this profile. */
export interface KeychainPort {
  secret(): Promise<Uint8Array> | null
}

export interface AccountKeyPorts {
  readonly keychain: KeychainPort | undefined
  readonly cost: ScryptCost
}

/** The caller erases both. */
export interface OpenedAccount {
  readonly userKey: Buffer
  readonly masterKey: Buffer
  /** False for an account that was made before accounts remembered anything. */
  readonly remembers: boolean
}

const formerMasterContext = (id: AccountId) => `master key of ${id}`
/** An account whose wrap says so has a memory: one that is missing was taken away. */
const masterContext = (id: AccountId) => `master key of ${id}, which remembers`
const signingContext = (id: AccountId) => `signing key of ${id}`
const receivingContext = (id: AccountId) => `receiving key of ${id}`

/** `masterKey` is asked for at the moment of wrapping: the vault may have been told to forget meanwhile. */
export async function makeAccount(
  { keychain, cost }: AccountKeyPorts, { displayName, passphrase, language }: NewAccount, masterKey: () => Buffer,
): Promise<{ account: StoredAccount; userKey: Buffer }> {
  const id = accountIdSchema.parse(randomUUID())
  const salt = randomBytes(32)
  const keychainSecret = (await keychain?.secret()) ?? null
  const userKey = await deriveUserKey({ passphrase, salt, cost, keychainSecret })
  try {
    const wrappedMaster = wrap(userKey, masterKey(), masterContext(id))
    const [signing, receiving] = await Promise.all([
      makeKeyPair('sign', userKey, signingContext(id)),
      makeKeyPair('receive', userKey, receivingContext(id)),
    ])
    const account: StoredAccount = {
      id, displayName, language, scrypt: { ...cost }, salt: salt.toString('base64'), keychain: keychainSecret !== null,
      masterKey: wrappedMaster.toString('base64'), signing, receiving,
    }
    return { account, userKey }
  } catch (error) {
    userKey.fill(0)
    throw error
  }
}

/** Null for a wrong passphrase. */
export async function openAccount({ keychain }: AccountKeyPorts, account: StoredAccount, passphrase: string): Promise<OpenedAccount | null> {
  const keychainSecret = account.keychain ? ((await keychain?.secret()) ?? null) : null
  if (account.keychain && keychainSecret === null) throw new ExpectedError('session/keychain-missing')
  const userKey = await deriveUserKey({ passphrase, salt: Buffer.from(account.salt, 'base64'), cost: account.scrypt, keychainSecret })
  const wrapped = Buffer.from(account.masterKey, 'base64')
  const present = unwrap(userKey, wrapped, masterContext(account.id))
  const masterKey = present ?? unwrap(userKey, wrapped, formerMasterContext(account.id))
  if (masterKey !== null) return { userKey, masterKey, remembers: present !== null }
  userKey.fill(0)
  return null
}

export function rememberingMaster(id: AccountId, { userKey, masterKey }: Pick<OpenedAccount, 'userKey' | 'masterKey'>): string {
  return wrap(userKey, masterKey, masterContext(id)).toString('base64')
}

export function eraseOpened({ userKey, masterKey }: Pick<OpenedAccount, 'userKey' | 'masterKey'>): void {
  userKey.fill(0)
  masterKey.fill(0)
}

/** A wrap that the right user key does not open was altered. */
function present<T>(found: T | null): T {
  if (found === null) throw new ExpectedError('store/damaged')
  return found
}

export interface ReaderKeys extends Pick<SealingKeys, 'reader' | 'signing' | 'readerReceiving' | 'readerPublic'> {
  /** The public keys that belong to the private ones, whatever the file says of them. */
  readonly own: Member
}

export async function readerKeys(account: StoredAccount, userKey: Buffer): Promise<ReaderKeys> {
  const { id } = account
  const own: Member = {
    accountId: id,
    signing: present(ownPublicKey(account.signing, userKey, signingContext(id))),
    receiving: present(ownPublicKey(account.receiving, userKey, receivingContext(id))),
  }
  return {
    own, reader: id,
    signing: present(await privateKey('sign', account.signing, userKey, signingContext(id))),
    readerReceiving: present(await privateKey('receive', account.receiving, userKey, receivingContext(id))),
    readerPublic: await publicKey('receive', { publicKey: own.receiving }),
  }
}
