/** Who may unlock this console. Each account's passphrase opens its own wrap of one master key, which every account
 *  shares, and its own private keys, which no other account can open. No key and no passphrase is ever in an error. */
import { randomBytes } from 'node:crypto'
import { ExpectedError, type AccountId, type Language } from '../contract/index.ts'
import { eraseOpened, makeAccount, openAccount, readerKeys, type KeychainPort, type OpenedAccount } from './account-keys.ts'
import { createCentreKeeper } from './centre-keeper.ts'
import { createForeignKeeper, sealsFor } from './foreign-keeper.ts'
import { foreignKeys } from './foreign-keys.ts'
import { makeCentreKey, sessionCentre, wrapAgain, type Opener, type SessionCentre } from './centre-keys.ts'
import { hkdf, normalisePassphrase, scryptCost, type ScryptCost } from './derive.ts'
import { publicKey } from './key-pair.ts'
import type { SealingKeys } from './sealing.ts'
import { selfTest } from './self-test.ts'
import { createTurns } from './turns.ts'
import { createUnlockedVault, type NewAccount, type UnlockedVault } from './unlocked-vault.ts'
import { isAuthentic, readVault, writeVault, type StoredAccount, type VaultContent, type VaultOnDisk } from './vault-file.ts'

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
  let disk: Pick<VaultOnDisk, 'content' | 'mac' | 'written'> | null = found

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

  /** The key that seals is that of the centre which this console joined, where it did. */
  async function centreOf(content: VaultContent, opener: Opener): Promise<SessionCentre> {
    const { id, publicKey: spki } = sealsFor(content)
    return { ...await sessionCentre(content.centre, opener), id, public: await publicKey('receive', { publicKey: spki }) }
  }

  async function unlocked(content: VaultContent, account: StoredAccount, opened: OpenedAccount): Promise<UnlockedVault> {
    try {
      const own = await readerKeys(account, opened.userKey)
      const opener = (masterKey: Buffer): Opener => ({ masterKey, account: account.id, receiving: own.readerReceiving })
      const signerKey = async (signer: AccountId) => {
        const stored = accountOf(signer)
        return stored === null ? (await foreignKeys(onDisk(), signer))?.signing ?? null : publicKey('sign', stored.signing)
      }
      const receiverKey = async (receiver: AccountId) => {
        const stored = accountOf(receiver)
        return stored === null ? (await foreignKeys(onDisk(), receiver))?.receiving ?? null : publicKey('receive', stored.receiving)
      }
      let sealingKeys: SealingKeys = { ...own, centre: await centreOf(content, opener(opened.masterKey)), signerKey, receiverKey }
      const refresh = async (masterKey: Buffer) => {
        sealingKeys = { ...sealingKeys, centre: await centreOf(onDisk(), opener(masterKey)) }
      }
      return createUnlockedVault({
        accountId: account.id, masterKey: opened.masterKey, sealingKeys: () => sealingKeys, setLanguage,
        addAccount: async (masterKey, fresh, beforeCommit) => {
          const id = await inTurn(() => addAccount(opener, masterKey, fresh, beforeCommit))
          if (fresh.coordinator === true) await refresh(masterKey())
          return id
        },
        centre: (masterKey) => createCentreKeeper({ inTurn, masterKey, opener, content: onDisk, commit, refresh, held: () => sealingKeys.centre, signer: () => sealingKeys }),
        foreign: (masterKey) => createForeignKeeper({ inTurn, masterKey, content: onDisk, commit, refresh, signer: () => sealingKeys, held: () => sealingKeys.centre.held.has(sealingKeys.centre.id) }),
        publicKeys: (id) => {
          const stored = accountOf(id)
          return stored === null ? null : { displayName: stored.displayName, signing: stored.signing.publicKey, receiving: stored.receiving.publicKey }
        },
      })
    } catch (error) {
      opened.masterKey.fill(0)
      throw error
    } finally {
      opened.userKey.fill(0)
    }
  }

  /** Each change of the file finds the one before it finished: a pair that was made must never be lost. */
  const inTurn = createTurns()

  async function addAccount(opener: (masterKey: Buffer) => Opener, masterKey: () => Buffer, fresh: NewAccount, beforeCommit: (id: AccountId) => void): Promise<AccountId> {
    assertStrong(fresh.passphrase)
    assertNameFree(fresh.displayName)
    const { account, userKey } = await makeAccount(ports, fresh, masterKey)
    userKey.fill(0)
    assertNameFree(fresh.displayName) // another account may have been made meanwhile
    if (fresh.coordinator === true && (onDisk().foreign?.joined ?? null) !== null) throw new ExpectedError('exchange/joined')
    const centre = fresh.coordinator === true ? await withCoordinator(opener(masterKey()), account) : null
    const key = masterKey()
    beforeCommit(account.id)
    commit({ ...onDisk(), ...(centre === null ? {} : { centre }), accounts: [...onDisk().accounts, account] }, key)
    return account.id
  }

  /** The first coordinator takes the key from the console, and a new pair is made that the console never had. Later
   *  ones get it from a session that holds it; from any other session the account is made and waits for its wrap. */
  async function withCoordinator(opener: Opener, account: StoredAccount): Promise<VaultContent['centre']> {
    const { centre, accounts } = onDisk()
    const held = accounts.filter(({ id }) => centre.at(-1)?.coordinators[id] !== undefined)
    const again = await wrapAgain(centre, opener, [...held, account])
    return held.length > 0 || centre.at(-1)?.console === null ? again : [...again, await makeCentreKey(opener.masterKey, [account], new Date())]
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
      const content: VaultContent = { format: 2, centre: [await makeCentreKey(masterKey, first.coordinator === true ? [account] : [], new Date())], accounts: [account] }
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
      const read = disk
      const { content } = read
      if (withMacKey(opened.masterKey, (macKey) => isAuthentic(read, macKey))) return unlocked(content, account, opened)
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
