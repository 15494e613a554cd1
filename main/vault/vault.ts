/** Who may unlock this console. Each account's passphrase opens its own wrap of one master key, which every account
 *  shares, and its own private keys, which no other account can open. No key and no passphrase is ever in an error. */
import { randomBytes } from 'node:crypto'
import { ExpectedError, type AccountId, type Language } from '../contract/index.ts'
import { eraseOpened, makeAccount, openAccount, type KeychainPort, type OpenedAccount } from './account-keys.ts'
import { memberOf } from './centre-keeper.ts'
import { currentOf, makeCentreKey, wrapAgain } from './centre-keys.ts'
import { hkdf, normalisePassphrase, scryptCost, type ScryptCost } from './derive.ts'
import { founding, remembering } from './founding.ts'
import type { KeeperPorts } from './keeper-ports.ts'
import { append } from './register.ts'
import { selfTest } from './self-test.ts'
import { createTurns } from './turns.ts'
import type { NewAccount, UnlockedVault } from './unlocked-vault.ts'
import { isAuthentic, presentFormat, readVault, writeVault, type StoredAccount, type VaultContent, type VaultOnDisk } from './vault-file.ts'
import { openSession, type Session } from './vault-session.ts'

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
    const written: VaultContent = { ...content, format: presentFormat }
    disk = { content: written, mac: withMacKey(masterKey, (macKey) => writeVault(file, written, macKey)) }
  }

  /** Each change of the file finds the one before it finished: a pair that was made must never be lost. */
  const inTurn = createTurns()

  const session = (content: VaultContent, account: StoredAccount, opened: OpenedAccount): Promise<Session> =>
    openSession({ content: onDisk, commit, inTurn, setLanguage, addAccount: (keeper, fresh, beforeCommit) => inTurn(() => addAccount(keeper, fresh, beforeCommit)) }, account, opened, content)

  async function addAccount(keeper: KeeperPorts, fresh: NewAccount, beforeCommit: (id: AccountId) => void): Promise<AccountId> {
    assertStrong(fresh.passphrase)
    assertNameFree(fresh.displayName)
    if (fresh.coordinator === true && (onDisk().foreign?.joined ?? null) !== null) throw new ExpectedError('exchange/joined')
    const { account, userKey } = await makeAccount(ports, fresh, keeper.masterKey)
    try {
      assertNameFree(fresh.displayName) // another account may have been made meanwhile
      const content = await withAccount(keeper, account, userKey, fresh.coordinator === true)
      const key = keeper.masterKey()
      beforeCommit(account.id)
      commit(content, key)
      await keeper.refresh(key)
      return account.id
    } finally {
      userKey.fill(0)
    }
  }

  /** The first coordinator takes the key from the console, and founds its register with a new pair that the console never
   *  had. Later ones wait until their fingerprint was compared. Whom a session makes that holds the key, that session knows. */
  async function withAccount(keeper: KeeperPorts, account: StoredAccount, userKey: Buffer, coordinator: boolean): Promise<VaultContent> {
    const content = { ...onDisk(), accounts: [...onDisk().accounts, account] }
    const trusted = keeper.finding() === null
    if (coordinator && content.register === undefined && currentOf(content.centre).console !== null) {
      const again = await wrapAgain(content.centre, keeper.opener(keeper.masterKey()), [memberOf(account)])
      const founded = await founding({ ...content, centre: [...again, await makeCentreKey(keeper.masterKey(), [memberOf(account)], new Date())] }, account, userKey)
      // Whoever made the first coordinator's account saw the register begin.
      return remembering(trusted ? keeper.remember(founded, true) : founded, account.id, userKey, true)
    }
    const { held, id } = keeper.held()
    if (!trusted || content.register === undefined || !held.has(id)) return remembering(content, account.id, userKey, false)
    const register = await append(content, keeper.signer(), [{ act: 'KNOW', member: memberOf(account) }], new Date())
    return remembering(keeper.remember({ ...content, register }), account.id, userKey, true)
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
      const coordinator = first.coordinator === true
      const bare: VaultContent = { format: presentFormat, centre: [await makeCentreKey(masterKey, coordinator ? [memberOf(account)] : [], new Date())], accounts: [account] }
      const content = remembering(coordinator ? await founding(bare, account, userKey) : bare, account.id, userKey, coordinator)
      const { unlocked: result } = await session(content, content.accounts[0] ?? account, { userKey, masterKey, remembers: true })
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
      if (!withMacKey(opened.masterKey, (macKey) => isAuthentic(read, macKey))) {
        eraseOpened(opened)
        throw new ExpectedError('store/damaged')
      }
      const { unlocked, settle } = await session(content, account, opened)
      // Without space for it, an older memory does as well.
      await settle().catch((error: unknown) => { if (!(error instanceof ExpectedError && error.code === 'store/full')) throw error })
      return unlocked
    },
    async verify(accountId, passphrase) {
      const account = accountOf(accountId)
      const opened = account === null ? null : await openAccount(ports, account, passphrase)
      if (opened !== null) eraseOpened(opened)
      return opened !== null
    },
  }
}
