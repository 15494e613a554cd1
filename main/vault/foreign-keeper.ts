/** What an unlocked session does to the keys of other consoles: admits and dismisses readers, joins and leaves a centre.
 *  Each act writes the vault once, after its audit row. */
import { ExpectedError, type AccountCard, type AccountId, type CentreCard } from '../contract/index.ts'
import { currentOf, modeOf } from './centre-keys.ts'
import { admission, admittedId, everAdmitted, centreIdOf, foreignKeys, noForeign, type Admitted, type ForeignKeys, type StoredForeign } from './foreign-keys.ts'
import { signText, unverified, verifyText, type Signer, type Statement, type Verified } from './signed-text.ts'
import type { CryptoKey } from './key-pair.ts'
import type { VaultContent } from './vault-file.ts'

/** Joined to a centre elsewhere, its coordinator's console, or neither. */
export type ExchangeStanding = 'ALONE' | 'READER' | 'CENTRE'

export interface ForeignKeeper {
  standing(): ExchangeStanding
  centreId(): string
  joined(): CentreCard | null
  /** Readers of other consoles whose admission holds. */
  admitted(): Promise<Admitted[]>
  /** Their cards as stored, for names alone: nothing is trusted on them. */
  admittedUnverified(): AccountCard[]
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
  join(card: CentreCard, beforeCommit: () => void): Promise<void>
  leave(beforeCommit: () => void): Promise<void>
}

export interface ForeignKeeperPorts {
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Throws `session/locked` once forgotten. */
  readonly masterKey: () => Buffer
  readonly content: () => VaultContent
  readonly commit: (content: VaultContent, masterKey: Buffer) => void
  readonly refresh: (masterKey: Buffer) => Promise<void>
  readonly signer: () => Signer
  /** Whether this session holds the centre's present key. */
  readonly held: () => boolean
}

export function standingOf({ centre, foreign }: VaultContent): ExchangeStanding {
  if ((foreign?.joined ?? null) !== null) return 'READER'
  return modeOf(centre) === 'COORDINATORS' ? 'CENTRE' : 'ALONE'
}

export function createForeignKeeper(ports: ForeignKeeperPorts): ForeignKeeper {
  const { content, signer } = ports
  const stored = (): StoredForeign => content().foreign ?? noForeign
  const write = (make: () => Promise<StoredForeign>, beforeCommit: () => void): Promise<void> => ports.inTurn(async () => {
    const foreign = await make()
    const key = ports.masterKey()
    beforeCommit()
    ports.commit({ ...content(), format: 3, foreign }, key)
    await ports.refresh(key)
  })
  function requireCoordinator(): void {
    if (standingOf(content()) !== 'CENTRE') throw new ExpectedError('exchange/not-a-centre')
    if (!ports.held()) throw new ExpectedError('keys/not-held')
  }

  return {
    standing: () => standingOf(content()),
    centreId: () => centreIdOf(content()),
    joined: () => stored().joined,
    admitted: async () => (await everAdmitted(content())).filter(({ dismissedAt }) => dismissedAt === null),
    admittedUnverified: () => stored().admissions.flatMap((jws) => admission.safeParse(unverified(jws)?.payload).data?.card ?? []),
    everAdmitted: () => everAdmitted(content()),
    keysOf: (accountId) => foreignKeys(content(), accountId),
    sign: (typ, payload) => signText(signer(), typ, payload),
    verify: verifyText,
    unverified: (jws) => unverified(jws)?.payload ?? null,
    admit: (card, at, beforeCommit) => write(async () => {
      requireCoordinator()
      const jws = await signText(signer(), 'binocle-admission', { centreId: centreIdOf(content()), card, admittedAt: at.toISOString(), dismissedAt: null })
      return { ...stored(), admissions: [...stored().admissions.filter((one) => admittedId(one) !== card.accountId), jws] }
    }, beforeCommit),
    dismiss: (accountId, at, beforeCommit) => write(async () => {
      requireCoordinator()
      const found = (await everAdmitted(content())).find(({ card, dismissedAt }) => card.accountId === accountId && dismissedAt === null)
      if (found === undefined) throw new ExpectedError('request/not-found', { subject: accountId })
      const jws = await signText(signer(), 'binocle-admission', { centreId: centreIdOf(content()), card: found.card, admittedAt: found.admittedAt, dismissedAt: at.toISOString() })
      return { ...stored(), admissions: [...stored().admissions.filter((one) => admittedId(one) !== accountId), jws] }
    }, beforeCommit),
    join: (card, beforeCommit) => write(() => {
      if (standingOf(content()) === 'CENTRE') throw new ExpectedError('exchange/own-coordinator')
      return Promise.resolve({ ...stored(), joined: card })
    }, beforeCommit),
    leave: (beforeCommit) => write(() => {
      if (stored().joined === null) throw new ExpectedError('request/not-found')
      return Promise.resolve({ ...stored(), joined: null })
    }, beforeCommit),
  }
}

/** Admissions that a leaving coordinator signed hold only under the signature of one who stays. */
export async function adoptAdmissions(content: VaultContent, signer: Signer): Promise<StoredForeign | undefined> {
  if (content.foreign === undefined) return undefined
  const admitted = await everAdmitted(content)
  const admissions = await Promise.all(admitted.map(({ card, admittedAt, dismissedAt }) => signText(signer, 'binocle-admission', { centreId: centreIdOf(content), card, admittedAt, dismissedAt })))
  return { ...content.foreign, admissions }
}

/** For a centre that this console joined, its present key takes the place of the own one; what is held stays held. */
export const sealsFor = (content: VaultContent): { id: string; publicKey: string } => content.foreign?.joined?.key ?? currentOf(content.centre)
