/** Who may unlock this console. Each account's passphrase opens its own wrap of one master key, which every account
 *  shares, and its own private keys, which no other account can open. No key and no passphrase is ever in an error. */
import { randomBytes } from 'node:crypto'
import { ExpectedError, type AccountId, type Language } from '../contract/index.ts'
import { eraseOpened, makeAccount, openAccount, readerKeys, type KeychainPort, type OpenedAccount } from './account-keys.ts'
import { centreKeys, makeCentre } from './centre-keys.ts'
import { hkdf, normalisePassphrase, scryptCost, type ScryptCost } from './derive.ts'
import { publicKey } from './key-pair.ts'
import { selfTest } from './self-test.ts'
import { createUnlockedVault, type NewAccount, type UnlockedVault } from './unlocked-vault.ts'
import { isAuthentic, readVault, writeVault, type StoredAccount, type VaultContent } from './vault-file.ts'

export interface VaultPorts {
  /** Path of `vault.json`. */
  readonly file: string
  readonly keychain?: KeychainPort
  /** Cost of new accounts; an account keeps the cost it was made with. */
  readonly cost?: ScryptCost
}

export interface Vault {
  /** True until the first account is made. */
  readonly isEmpty: boolean
  /** True when `vault.json` could not be read and its previous copy was taken. */
  readonly restored: boolean
  accounts(): { id: AccountId; displayName: string; language: Language }[]
  /** Makes the first account. `beforeCommit` makes durable what must exist before the vault does. */
  create(first: NewAccount, beforeCommit?: (unlocked: UnlockedVault) => void | Promise<void>): Promise<UnlockedVault>
  unlock(accountId: AccountId, passphrase: string): Promise<UnlockedVault>
  verify(accountId: AccountId, passphrase: string): Promise<boolean>
}

const shortestPassphrase = 12
const nameKey = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('fr')

function assertStrong(passphrase: string): void {
  if ([...normalisePassphrase(passphrase)].length < shortestPassphrase) throw new ExpectedError('session/weak-passphrase')
}

function withMacKey<T>(masterKey: Buffer, work: (macKey: Buffer) => T): T {
  const macKey = hkdf(masterKey, 'binocle vault file 1')
  try {
    return work(macKey)
  } finally {
    macKey.fill(0)
  }
}

export function openVault({ file, keychain, cost = scryptCost }: VaultPorts): Vault {
  selfTest()
  const ports = { keychain, cost }
  const found = readVault(file)
  const restored = found?.restored ?? false
  let disk: { content: VaultContent; mac: string } | null = found

  function onDisk(): VaultContent {
    if (disk === null) throw new ExpectedError('session/locked')
    return disk.content
  }
  function accountOf(id: AccountId): StoredAccount | null {
    return disk?.content.accounts.find((account) => account.id === id) ?? null
  }
  function assertNameFree(displayName: string): void {
    if (onDisk().accounts.some((account) => nameKey(account.displayName) === nameKey(displayName)))
      throw new ExpectedError('account/name-taken')
  }
  function commit(content: VaultContent, masterKey: Buffer): void {
    disk = { content, mac: withMacKey(masterKey, (macKey) => writeVault(file, content, macKey)) }
  }

  async function unlocked(content: VaultContent, account: StoredAccount, opened: OpenedAccount): Promise<UnlockedVault> {
    try {
      const sealingKeys = {
        ...(await readerKeys(account, opened.userKey)),
        ...(await centreKeys(content.centre, opened.masterKey)),
        signerKey: async (signer: AccountId) => {
          const stored = accountOf(signer)
          return stored === null ? null : publicKey('sign', stored.signing)
        },
      }
      return createUnlockedVault({ accountId: account.id, masterKey: opened.masterKey, sealingKeys, addAccount, setLanguage })
    } catch (error) {
      opened.masterKey.fill(0)
      throw error
    } finally {
      opened.userKey.fill(0)
    }
  }

  async function addAccount(masterKey: () => Buffer, fresh: NewAccount, beforeCommit: (id: AccountId) => void): Promise<AccountId> {
    assertStrong(fresh.passphrase)
    assertNameFree(fresh.displayName)
    const { account, userKey } = await makeAccount(ports, fresh, masterKey)
    userKey.fill(0)
    assertNameFree(fresh.displayName) // another account may have been made meanwhile
    const key = masterKey()
    beforeCommit(account.id)
    commit({ ...onDisk(), accounts: [...onDisk().accounts, account] }, key)
    return account.id
  }

  function setLanguage(masterKey: Buffer, id: AccountId, language: Language): void {
    const accounts = onDisk().accounts.map((account) => (account.id === id ? { ...account, language } : account))
    commit({ ...onDisk(), accounts }, masterKey)
  }

  return {
    get isEmpty() {
      return disk === null
    },
    restored,
    accounts: () => disk?.content.accounts.map(({ id, displayName, language }) => ({ id, displayName, language })) ?? [],
    async create(first, beforeCommit = () => undefined) {
      if (disk !== null) throw new ExpectedError('session/already-set-up')
      assertStrong(first.passphrase)
      const masterKey = randomBytes(32)
      const { account, userKey } = await makeAccount(ports, first, () => masterKey)
      const content: VaultContent = { format: 1, centre: await makeCentre(masterKey), accounts: [account] }
      const result = await unlocked(content, account, { userKey, masterKey })
      try {
        await beforeCommit(result)
        commit(content, masterKey)
        return result
      } catch (error) {
        result.forget()
        throw error
      }
    },
    async unlock(accountId, passphrase) {
      const account = accountOf(accountId)
      const opened = account === null ? null : await openAccount(ports, account, passphrase)
      if (account === null || opened === null || disk === null) throw new ExpectedError('session/wrong-passphrase')
      const { content, mac } = disk
      if (withMacKey(opened.masterKey, (macKey) => isAuthentic({ content, mac }, macKey))) return unlocked(content, account, opened)
      eraseOpened(opened)
      throw new ExpectedError('store/damaged')
    },
    async verify(accountId, passphrase) {
      const account = accountOf(accountId)
      const opened = account === null ? null : await openAccount(ports, account, passphrase)
      if (opened !== null) eraseOpened(opened)
      return opened !== null
    },
  }
}
