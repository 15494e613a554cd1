/** What an unlocked session does to the keys of other consoles: admits and dismisses readers, joins and leaves a centre. */
import { ExpectedError, type AccountCard, type AccountId, type CentreCard } from '../contract/index.ts'
import { currentOf, modeOf } from './centre-keys.ts'
import { centreIdOf, everAdmitted, foreignKeys, noForeign, type ForeignKeys, type StoredForeign } from './foreign-keys.ts'
import { requireTrust, stated, writeInTurn, type KeeperPorts } from './keeper-ports.ts'
import type { CryptoKey } from './key-pair.ts'
import { registerOf, type Admitted, type Said } from './register.ts'
import { signText, unverified, verifyText, type Statement, type Verified } from './signed-text.ts'
import type { VaultContent } from './vault-file.ts'

/** Joined to a centre elsewhere, its coordinator's console, or neither. */
export type ExchangeStanding = 'ALONE' | 'READER' | 'CENTRE'

export interface ForeignKeeper {
  standing(): ExchangeStanding
  centreId(): string
  joined(): CentreCard | null
  /** Readers of other consoles whose admission holds. */
  admitted(): Promise<Admitted[]>
  /** Of everybody who was ever admitted, for names. */
  knownCards(): AccountCard[]
  /** Those too who were dismissed since. */
  everAdmitted(): Promise<Admitted[]>
  keysOf(accountId: AccountId): Promise<ForeignKeys | null>
  sign(typ: Statement, payload: unknown): Promise<string>
  verify(jws: string, typ: Statement, keyOf: (signer: AccountId) => Promise<CryptoKey | null>): Promise<Verified | 'UNKNOWN' | null>
  /** What a statement says before its signature is looked at; null for none. */
  unverified(jws: string): unknown
  admit(card: AccountCard, at: Date, beforeCommit: () => void): Promise<void>
  /** Nothing is sealed for that reader and no letter of it is taken any more. */
  dismiss(accountId: AccountId, at: Date, beforeCommit: () => void): Promise<void>
  /** `signed`: the card as a coordinator signed it; `compared`: aloud, with its fingerprint. */
  join(card: CentreCard, beforeCommit: () => void, how?: { readonly signed?: string; readonly compared?: boolean }): Promise<void>
  leave(beforeCommit: () => void): Promise<void>
}

export function standingOf(content: VaultContent): ExchangeStanding {
  if ((content.foreign?.joined ?? null) !== null) return 'READER'
  return content.register !== undefined || modeOf(content.centre) === 'COORDINATORS' ? 'CENTRE' : 'ALONE'
}

export function createForeignKeeper(ports: KeeperPorts): ForeignKeeper {
  const { content, signer } = ports
  const stored = (): StoredForeign => content().foreign ?? noForeign
  const admitted = () => everAdmitted(content()).filter(({ dismissedAt }) => dismissedAt === null)
  /** By statement of a coordinator who knows the register. */
  const state = (make: () => Said, beforeCommit: () => void): Promise<void> => writeInTurn(ports, () => {
    if (standingOf(content()) !== 'CENTRE') throw new ExpectedError('exchange/not-a-centre')
    const { held, id } = ports.held()
    if (!held.has(id)) throw new ExpectedError('keys/not-held')
    requireTrust(ports)
    return stated(ports, [make()])
  }, beforeCommit)
  const write = (make: () => StoredForeign, beforeCommit: () => void, compared?: boolean): Promise<void> => writeInTurn(ports, async () => {
    const next = { ...content(), foreign: make() }
    // By a letter only what follows from what this account knows; anything else is compared aloud.
    if (next.foreign.joined !== null && compared !== true && !(await ports.follows(next))) throw new ExpectedError('keys/centre-changed')
    return ports.remember(next, compared)
  }, beforeCommit)

  return {
    standing: () => standingOf(content()),
    centreId: () => centreIdOf(content()),
    joined: () => stored().joined,
    admitted: () => Promise.resolve(admitted()),
    knownCards: () => everAdmitted(content()).map(({ card }) => card),
    everAdmitted: () => Promise.resolve(everAdmitted(content())),
    keysOf: (accountId) => foreignKeys(content(), accountId),
    sign: (typ, payload) => signText(signer(), typ, payload),
    verify: verifyText,
    unverified: (jws) => unverified(jws)?.payload ?? null,
    admit: (card, at, beforeCommit) => state(() => ({ act: 'ADMIT', card, admittedAt: at.toISOString() }), beforeCommit),
    dismiss: (accountId, at, beforeCommit) => state(() => {
      if (!admitted().some(({ card }) => card.accountId === accountId)) throw new ExpectedError('request/not-found', { subject: accountId })
      return { act: 'DISMISS', accountId, dismissedAt: at.toISOString() }
    }, beforeCommit),
    join: (card, beforeCommit, { signed, compared } = {}) => write(() => {
      if (standingOf(content()) === 'CENTRE') throw new ExpectedError('exchange/own-coordinator')
      return { admissions: stored().admissions, joined: card, ...(signed === undefined ? {} : { signed }) }
    }, beforeCommit, compared),
    leave: (beforeCommit) => write(() => {
      const { joined, admissions } = stored()
      if (joined === null) throw new ExpectedError('request/not-found')
      return { admissions, joined: null }
    }, beforeCommit),
  }
}

/** What seals: the present key of the centre that this console joined, that of the register, or the console's own. */
export const sealsFor = (content: VaultContent): { id: string; publicKey: string } => content.foreign?.joined?.key ?? registerOf(content)?.key ?? currentOf(content.centre)
