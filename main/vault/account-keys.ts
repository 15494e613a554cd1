/** The secrets of one account: made from a passphrase once, opened with it each time. What opens is held no longer
 *  than its use; nothing here writes a file. */
import { randomBytes, randomUUID } from 'node:crypto'
import { accountId as accountIdSchema, ExpectedError, type AccountId } from '../contract/index.ts'
import { deriveUserKey, type ScryptCost } from './derive.ts'
import { makeKeyPair, privateKey, publicKey, type CryptoKey } from './key-pair.ts'
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
}

const masterContext = (id: AccountId) => `master key of ${id}`
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
  const masterKey = unwrap(userKey, Buffer.from(account.masterKey, 'base64'), masterContext(account.id))
  if (masterKey !== null) return { userKey, masterKey }
  userKey.fill(0)
  return null
}

export function eraseOpened({ userKey, masterKey }: OpenedAccount): void {
  userKey.fill(0)
  masterKey.fill(0)
}

/** A wrap that the right user key does not open was altered. */
async function present(key: Promise<CryptoKey | null>): Promise<CryptoKey> {
  const found = await key
  if (found === null) throw new ExpectedError('store/damaged')
  return found
}

type ReaderKeys = Pick<SealingKeys, 'reader' | 'signing' | 'readerReceiving' | 'readerPublic'>

export async function readerKeys(account: StoredAccount, userKey: Buffer): Promise<ReaderKeys> {
  return {
    reader: account.id,
    signing: await present(privateKey('sign', account.signing, userKey, signingContext(account.id))),
    readerReceiving: await present(privateKey('receive', account.receiving, userKey, receivingContext(account.id))),
    readerPublic: await publicKey('receive', account.receiving),
  }
}
