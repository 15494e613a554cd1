/** One account's session of the vault: its own keys, what it remembers of the centre's key, and what follows from both. Public
 *  keys are taken from the register, from the own private keys, or from the joined card that is remembered; what merely
 *  stands in the file is used where there is neither register nor centre, and to verify accounts nobody confirmed. */
import { isDeepStrictEqual } from 'node:util'
import type { AccountId, Language } from '../contract/index.ts'
import { readerKeys, rememberingMaster, type OpenedAccount, type ReaderKeys } from './account-keys.ts'
import { createCentreKeeper, memberOf } from './centre-keeper.ts'
import { modeOf, sessionCentre, type Opener, type SessionCentre } from './centre-keys.ts'
import { createForeignKeeper, sealsFor } from './foreign-keeper.ts'
import { foreignKeys } from './foreign-keys.ts'
import type { KeeperPorts } from './keeper-ports.ts'
import { publicKey } from './key-pair.ts'
import { assess, memoryKeyOf, openMemory, presentMemory, sealMemory, type Finding, type Memory } from './memory.ts'
import { readRegister, registerOf, type Member } from './register.ts'
import type { SealingKeys } from './sealing.ts'
import { createUnlockedVault, type NewAccount, type PublicKeys, type UnlockedVault } from './unlocked-vault.ts'
import type { StoredAccount, VaultContent } from './vault-file.ts'

export interface SessionPorts {
  readonly content: () => VaultContent
  readonly commit: (content: VaultContent, masterKey: Buffer) => void
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly setLanguage: (masterKey: Buffer, id: AccountId, language: Language) => void
  readonly addAccount: (keeper: KeeperPorts, fresh: NewAccount, beforeCommit: (id: AccountId) => void) => Promise<AccountId>
}

export interface Session {
  readonly unlocked: UnlockedVault
  /** Remembers what follows from what was remembered; changes the file only where there is something new. */
  settle(): Promise<void>
}

/** Erases the user key; takes the master key over. `content`: in which the account was found. */
export async function openSession(ports: SessionPorts, account: StoredAccount, opened: OpenedAccount, content: VaultContent): Promise<Session> {
  const memoryKey = memoryKeyOf(opened.userKey)
  try {
    const own = await readerKeys(account, opened.userKey)
    await readRegister(content)
    const found = account.memory === undefined ? null : openMemory(memoryKey, account.id, account.memory)
    const lost = found === null && (opened.remembers || account.memory !== undefined)
    return await begin(ports, { id: account.id, own, memoryKey, memory: found ?? { of: 'NONE' }, lost, master: opened.remembers ? null : rememberingMaster(account.id, opened) }, opened.masterKey, content)
  } catch (error) {
    opened.masterKey.fill(0)
    memoryKey.fill(0)
    throw error
  } finally {
    opened.userKey.fill(0)
  }
}

interface Self {
  readonly id: AccountId
  readonly own: ReaderKeys
  readonly memoryKey: Buffer
  memory: Memory
  lost: boolean
  /** The master key wrapped anew, for an account that remembers nothing yet. */
  readonly master: string | null
}

async function begin(ports: SessionPorts, self: Self, master: Buffer, first: VaultContent): Promise<Session> {
  const { own: { own, ...keys }, id } = self
  const opener = (masterKey: Buffer): Opener => ({ masterKey, account: id, receiving: keys.readerReceiving })
  let recalled: Finding | null = null

  const memberIn = (content: VaultContent, of: AccountId): Member | null => {
    const register = registerOf(content)
    return of === id ? own : register?.holders.get(of) ?? register?.members.get(of) ?? null
  }
  const storedOf = (of: AccountId) => ports.content().accounts.find((one) => one.id === of) ?? null
  const keysOf = (of: AccountId): PublicKeys | null => {
    const stored = storedOf(of)
    if (stored === null) return null
    const known = memberIn(ports.content(), of)
    const member = known ?? memberOf(stored)
    const stated = registerOf(ports.content())
    return { displayName: stored.displayName, signing: member.signing, receiving: member.receiving, confirmed: ports.content().register === undefined || stated?.members.has(of) === true }
  }

  async function findingIn(content: VaultContent): Promise<Finding | null> {
    if (self.lost) return 'keys/memory-lost'
    const found = recalled ?? (await assess(content, self.memory))
    if (found !== null) return found
    // What was never compared, or not as far as is remembered, may be anybody's.
    if (registerOf(content) !== null || (content.foreign?.joined ?? null) !== null) return 'compared' in self.memory && self.memory.compared ? null : 'keys/to-compare'
    const isHolder = content.centre.at(-1)?.coordinators[id] !== undefined
    return isHolder && modeOf(content.centre) === 'COORDINATORS' ? 'keys/not-founded' : null
  }
  /** The key that seals is that of the centre which this console joined, where it did. */
  async function centreOf(content: VaultContent, masterKey: Buffer): Promise<SessionCentre> {
    const { id: keyId, publicKey: spki } = sealsFor(content)
    return { ...await sessionCentre(content.centre, opener(masterKey)), id: keyId, public: await publicKey('receive', { publicKey: spki }) }
  }
  const view = async (content: VaultContent, masterKey: Buffer): Promise<SealingKeys> => ({
    ...keys, centre: await centreOf(content, masterKey), finding: await findingIn(content),
    async signerKey(signer) {
      // Last of all what stands in the file alone: an account of it may bear the name of anybody.
      const spki = memberIn(ports.content(), signer)?.signing
      if (spki !== undefined) return publicKey('sign', { publicKey: spki })
      const elsewhere = await foreignKeys(ports.content(), signer)
      const stored = storedOf(signer)
      return elsewhere?.signing ?? (stored === null ? null : publicKey('sign', { publicKey: stored.signing.publicKey }))
    },
    async receiverKey(receiver) {
      const elsewhere = await foreignKeys(ports.content(), receiver)
      const found = keysOf(receiver)
      // Of a reader of a joined centre the card tells the signing key alone: one who sits here is known by it.
      const sitsHere = ports.content().foreign?.joined?.readers.find((one) => one.accountId === receiver)?.signing === found?.signing
      if (elsewhere !== null && !(elsewhere.receiving === null && sitsHere)) return elsewhere.receiving
      return found?.confirmed === true ? publicKey('receive', { publicKey: found.receiving }) : null
    },
  })
  const remember = (content: VaultContent, compared?: boolean): VaultContent => {
    const memory = sealMemory(self.memoryKey, id, presentMemory(content, compared ?? ('compared' in self.memory && self.memory.compared)))
    return { ...content, accounts: content.accounts.map((one) => (one.id === id ? { ...one, memory, ...(self.master === null ? {} : { masterKey: self.master }) } : one)) }
  }

  let sealingKeys = await view(first, master)
  const keeper = (masterKey: () => Buffer): KeeperPorts => ({
    ...ports, masterKey, opener, own, held: () => sealingKeys.centre, signer: () => keys, finding: () => sealingKeys.finding,
    remember, refresh, follows: async (content) => (await assess(content, self.memory)) === null,
  })
  let seen = first.accounts.find((one) => one.id === id)?.memory
  /** After a change. What this session remembered anew it has compared, or has just stated. */
  async function refresh(masterKey: Buffer): Promise<void> {
    const sealed = storedOf(id)?.memory
    if (sealed !== undefined && sealed !== seen) {
      self.memory = openMemory(self.memoryKey, id, sealed) ?? self.memory
      self.lost = false
      recalled = null
    }
    seen = sealed
    sealingKeys = await view(ports.content(), masterKey)
  }
  const changed = () => ports.content().accounts.filter((one) => {
    const known = memberIn(ports.content(), one.id)
    return known !== null && (known.signing !== one.signing.publicKey || known.receiving !== one.receiving.publicKey)
  }).map((one) => one.id)

  const unlocked = createUnlockedVault({
    accountId: id, masterKey: master, sealingKeys: () => sealingKeys, setLanguage: ports.setLanguage, publicKeys: keysOf,
    addAccount: (masterKey, fresh, beforeCommit) => ports.addAccount(keeper(masterKey), fresh, beforeCommit),
    centre: (masterKey) => createCentreKeeper({ ...keeper(masterKey), changed, compared: () => 'compared' in self.memory && self.memory.compared }),
    foreign: (masterKey) => createForeignKeeper(keeper(masterKey)),
    memory: () => sealMemory(self.memoryKey, id, self.memory),
    async recall(sealed) {
      const other = openMemory(self.memoryKey, id, sealed)
      recalled = other === null ? 'keys/memory-lost' : await assess(ports.content(), other)
      sealingKeys = await view(ports.content(), master)
    },
    forget: () => void self.memoryKey.fill(0),
  })
  return {
    unlocked,
    settle: () => ports.inTurn(async () => {
      if (self.lost || (await assess(ports.content(), self.memory)) !== null) return
      const next = remember(ports.content())
      const sealed = next.accounts.find((one) => one.id === id)?.memory ?? ''
      if (self.master === null && isDeepStrictEqual(openMemory(self.memoryKey, id, sealed), self.memory)) return
      ports.commit(next, master)
      await refresh(master)
    }),
  }
}
