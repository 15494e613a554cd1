/** What an unlocked session does to the centre's key: founds its register, makes a new pair, wraps it for a coordinator
 *  whose fingerprint was compared, or takes it away from one. Whom it is wrapped for is what the register says, and no role
 *  and no key that merely stands in the vault's file. */
import { ExpectedError, type AccountId } from '../contract/index.ts'
import { currentOf, makeCentreKey, modeOf, wrapAgain, type Recipient } from './centre-keys.ts'
import { accountFingerprint, centreFingerprint, fingerprint, headFingerprint } from './fingerprint.ts'
import { centreIdOf, formerlyAdmitted } from './foreign-keys.ts'
import { standingOf } from './foreign-keeper.ts'
import { requireTrust, stated, writeInTurn, type KeeperPorts } from './keeper-ports.ts'
import { readRegister, registerOf, type Member, type Register, type Said } from './register.ts'
import type { CentreKeeper, ComparedPerson, KnownPerson } from './unlocked-vault.ts'
import type { StoredAccount, StoredCentreKey, VaultContent } from './vault-file.ts'

export interface CentreKeeperPorts extends KeeperPorts {
  /** Accounts whose keys in the file are not those that are known. */
  readonly changed: () => AccountId[]
  readonly compared: () => boolean
}

export const memberOf = ({ id, signing, receiving }: StoredAccount): Member => ({ accountId: id, signing: signing.publicKey, receiving: receiving.publicKey })
const named = ({ id, publicKey }: StoredCentreKey) => ({ id, publicKey })

export function createCentreKeeper(ports: CentreKeeperPorts): CentreKeeper {
  const { content, masterKey, own } = ports
  const current = () => currentOf(content().centre)
  const register = (): Register | null => registerOf(content())
  const wrapped = () => Object.keys(current().coordinators) as AccountId[]
  const holders = (): AccountId[] => [...register()?.holders.keys() ?? wrapped()]

  /** On a console that joined a centre, the keys are kept elsewhere. */
  function requireOwn(): void {
    if (standingOf(content()) === 'READER') throw new ExpectedError('exchange/joined')
  }
  function requireHeld(): void {
    if (!ports.held().held.has(current().id)) throw new ExpectedError('keys/not-held')
  }
  /** Null on a console that keeps its key itself, the weaker mode. */
  function requireRegister(): Register | null {
    requireOwn()
    requireHeld()
    requireTrust(ports)
    if (register() === null && modeOf(content().centre) === 'COORDINATORS') throw new ExpectedError('keys/not-founded')
    return register()
  }
  const fresh = (recipients: readonly Recipient[]) => makeCentreKey(masterKey(), recipients, new Date())
  const again = (recipients: readonly Recipient[]) => wrapAgain(content().centre, ports.opener(masterKey()), recipients)
  const write = (make: () => Promise<VaultContent>, beforeCommit: () => void) => writeInTurn(ports, make, beforeCommit)

  /** Keys of an account of this console, as they were read to one another. */
  function comparedMember(accountId: AccountId, print: string): Member {
    const account = content().accounts.find(({ id }) => id === accountId)
    if (account === undefined) throw new ExpectedError('request/not-found', { subject: accountId })
    const member = accountId === own.accountId ? own : memberOf(account)
    if (accountFingerprint(member) !== print) throw new ExpectedError('exchange/fingerprint')
    return member
  }

  /** All that somebody who founds a register is asked about, beside himself. */
  async function people(): Promise<KnownPerson[]> {
    const stands = register()
    const here = content().accounts.map((account): KnownPerson => {
      const member = stands?.holders.get(account.id) ?? stands?.members.get(account.id) ?? (account.id === own.accountId ? own : memberOf(account))
      return { accountId: account.id, displayName: account.displayName, fingerprint: accountFingerprint(member), here: true, holds: holders().includes(account.id), confirmed: stands?.members.has(account.id) === true }
    })
    const elsewhere = (stands === null ? (await formerlyAdmitted(content())).filter(({ dismissedAt }) => dismissedAt === null) : [])
      .map(({ card }): KnownPerson => ({ accountId: card.accountId, displayName: card.displayName, fingerprint: accountFingerprint(card), here: false, holds: false, confirmed: false }))
    return [...here, ...elsewhere]
  }

  async function founding(compared: readonly ComparedPerson[], key: StoredCentreKey, coordinators: readonly Member[]): Promise<Said[]> {
    const printOf = (id: AccountId) => compared.find(({ accountId }) => accountId === id)?.fingerprint
    const formerly = await formerlyAdmitted(content())
    return [
      { act: 'FOUND', centreId: centreIdOf(content()), founder: own, key: named(key) },
      ...coordinators.filter(({ accountId }) => accountId !== own.accountId).map((member): Said => ({ act: 'HOLD', member })),
      ...compared.filter(({ accountId }) => content().accounts.some(({ id }) => id === accountId) && !coordinators.some((one) => one.accountId === accountId)).map(({ accountId, fingerprint: print }): Said => ({ act: 'KNOW', member: comparedMember(accountId, print) })),
      ...formerly.flatMap(({ card, admittedAt, dismissedAt }): Said[] => {
        if (dismissedAt !== null) return [{ act: 'ADMIT', card, admittedAt }, { act: 'DISMISS', accountId: card.accountId, dismissedAt }]
        return printOf(card.accountId) === accountFingerprint(card) ? [{ act: 'ADMIT', card, admittedAt }] : []
      }),
    ]
  }

  return {
    standing() {
      const joined = content().foreign?.joined ?? null
      const trust = { finding: ports.finding(), compared: ports.compared(), changed: ports.changed(), ownFingerprint: accountFingerprint(own) }
      if (joined !== null) {
        const { id, publicKey } = joined.key
        return { ...trust, mode: 'COORDINATORS', held: false, id, publicKey, fingerprint: fingerprint(publicKey), madeAt: joined.issuedAt, earlier: 0, holders: [], register: null, mark: centreFingerprint(joined) }
      }
      const { id, publicKey, madeAt } = current()
      const digests = register()?.digests ?? []
      const head = digests.at(-1)
      return {
        ...trust, mode: content().register === undefined ? modeOf(content().centre) : 'COORDINATORS', held: ports.held().held.has(id), id, publicKey, fingerprint: fingerprint(publicKey), madeAt,
        earlier: content().centre.length - 1, holders: holders(), register: head === undefined ? null : { length: digests.length, head }, mark: head === undefined ? null : headFingerprint(head),
      }
    },
    people,
    rotate: (beforeCommit) => write(async () => {
      const stands = requireRegister()
      const key = await fresh([...stands?.holders.values() ?? []])
      const centre = [...content().centre, key]
      return stands === null ? { ...content(), centre } : stated(ports, [{ act: 'KEY', key: named(key) }], { centre })
    }, beforeCommit),
    grant: (accountId, print, beforeCommit) => write(async () => {
      const stands = requireRegister()
      const member = comparedMember(accountId, print)
      if (stands !== null) return stated(ports, [{ act: 'HOLD', member }], { centre: await again([...[...stands.holders.values()].filter((one) => one.accountId !== accountId), member]) })
      // From the console's hands the first coordinator gets a pair that the console never had, and founds the register himself.
      return { ...content(), centre: [...await again([member]), await fresh([member])] }
    }, beforeCommit),
    confirm: (accountId, print, beforeCommit) => write(() => {
      const stands = requireRegister()
      if (stands === null) throw new ExpectedError('keys/not-founded')
      return stated(ports, [{ act: 'KNOW', member: comparedMember(accountId, print) }])
    }, beforeCommit),
    withdraw: (accountId, beforeCommit) => write(async () => {
      const stands = requireRegister()
      if (stands?.holders.has(accountId) !== true) throw new ExpectedError('request/not-found', { subject: accountId })
      const left = [...stands.holders.values()].filter((one) => one.accountId !== accountId)
      if (left.length === 0) throw new ExpectedError('keys/last-coordinator', { subject: accountId })
      const key = await fresh(left)
      return stated(ports, [{ act: 'LEAVE', accountId, key: named(key) }], { centre: [...await again(left), key] })
    }, beforeCommit),
    found: (compared, beforeCommit) => write(async () => {
      requireOwn()
      requireHeld()
      if (modeOf(content().centre) !== 'COORDINATORS') throw new ExpectedError('exchange/not-a-centre')
      if (register() !== null && (ports.finding() ?? 'keys/to-compare') === 'keys/to-compare') throw new ExpectedError('keys/founded')
      const held = wrapped()
      const coordinators = [own, ...compared.filter(({ accountId }) => accountId !== own.accountId && held.includes(accountId)).map(({ accountId, fingerprint: print }) => comparedMember(accountId, print))]
      // A pair of this very session: whoever could write the file may have put another one there before.
      const key = await fresh(coordinators)
      const acts = await founding(compared, key, coordinators)
      const foreign = content().foreign
      return stated(ports, acts, { centre: [...await again(coordinators), key], ...(foreign === undefined ? {} : { foreign: { ...foreign, admissions: [] } }) }, {})
    }, beforeCommit),
    compare: (mark, beforeCommit) => write(async () => {
      await readRegister(content())
      const joined = content().foreign?.joined ?? null
      const head = register()?.digests.at(-1)
      if (joined === null && head === undefined && content().register !== undefined) throw new ExpectedError('keys/register-rewritten')
      const stands = joined !== null ? centreFingerprint(joined) : head === undefined ? null : headFingerprint(head)
      if (stands !== mark) throw new ExpectedError('exchange/fingerprint')
      return ports.remember(content(), true)
    }, beforeCommit),
  }
}
