/** The operations on cards and letters. Each act on cards writes its audit row first, then the vault, whole or not at all. */
import { describeProblem, ExpectedError, type AccountCard, type AccountId, type CallContext, type ExchangeStatus, type HandlersOf, type LetterRow, type SOPInstanceUID, type StudyInstanceUID } from '../contract/index.ts'
import { accountFingerprint, centreFingerprint, isBehind } from '../vault/index.ts'
import { readCard, writeAccountCard, writeCentreCard, type ReadCard } from './card-files.ts'
import { ownCard, presentCentreCard } from './centre-announcement.ts'
import { readProblem, type LetterIn, type LetterRows } from './letter-rows.ts'
import { mailboxes } from './look.ts'
import type { ExchangePorts } from './ports.ts'

export type ExchangeOperation = 'exchange.status' | 'exchange.ownCard' | 'exchange.centreCard' | 'exchange.readCard' | 'exchange.admitReader' | 'exchange.dismissReader' | 'exchange.joinCentre' | 'exchange.leaveCentre' | 'exchange.letters' | 'exchange.look'

export interface HandlerPorts extends ExchangePorts {
  readonly rows: LetterRows
  readonly now: () => Date
  readonly lookNow: () => Promise<void>
  readonly lastLook: () => { readonly at: string | null; readonly problem: ExpectedError | null }
  /** Somebody else is trusted now: letters are read again, and cards are written. */
  readonly trustChanged: () => void
}

/** Letters that are listed at most. */
const listed = 500
const slug = (name: string) => name.normalize('NFD').replaceAll(/[^\w]+/g, '-').replaceAll(/^-+|-+$/g, '').toLowerCase()

export function createExchangeHandlers(ports: HandlerPorts): HandlersOf<ExchangeOperation> {
  const { vault: { foreign, publicKeys }, rows, now } = ports
  const same = (one: { signing: string; receiving: string }, other: { signing: string; receiving: string }) => one.signing === other.signing && one.receiving === other.receiving

  async function status(context: CallContext): Promise<ExchangeStatus> {
    const joined = foreign.joined()
    const seesReaders = context.account?.roles.some((role) => role === 'ADMIN' || role === 'COORDINATOR') === true
    const last = ports.lastLook()
    return {
      standing: foreign.standing(),
      centre: joined === null ? null : { name: joined.name, fingerprint: centreFingerprint(joined), coordinators: joined.coordinators.map(({ displayName }) => displayName), issuedAt: joined.issuedAt },
      readers: seesReaders ? (await foreign.admitted()).map(({ card, admittedAt }) => ({ accountId: card.accountId, displayName: card.displayName, roles: card.roles, fingerprint: accountFingerprint(card), admittedAt })) : [],
      hasMailbox: mailboxes(ports).length > 0, lookedAt: last.at, problem: last.problem === null ? null : describeProblem(last.problem),
    }
  }

  /** The card whose fingerprint was compared aloud. */
  async function compared<K extends ReadCard['kind']>(kind: K, { text, fingerprint }: { text: string; fingerprint: string }): Promise<Extract<ReadCard, { kind: K }>> {
    const read = await readCard(foreign, text)
    if (read.kind !== kind) throw new ExpectedError('exchange/card-other-kind')
    if (read.fingerprint !== fingerprint) throw new ExpectedError('exchange/fingerprint')
    return read as Extract<ReadCard, { kind: K }>
  }

  async function isKnown(read: ReadCard): Promise<boolean> {
    if (read.kind === 'CENTRE') return foreign.joined()?.issuedAt === read.card.issuedAt
    return (await foreign.admitted()).some(({ card }) => card.accountId === read.card.accountId && same(card, read.card))
  }

  async function requireNew(card: AccountCard): Promise<void> {
    if (publicKeys(card.accountId) !== null) throw new ExpectedError('exchange/own-card')
    if ((await foreign.admitted()).some((one) => one.card.accountId === card.accountId && !same(one.card, card))) throw new ExpectedError('exchange/card-changed')
  }

  async function letterRows(): Promise<LetterRow[]> {
    const names = new Map<string, string>([...(foreign.joined()?.coordinators ?? []), ...(await foreign.everAdmitted()).map(({ card }) => card)].map(({ accountId, displayName }) => [accountId, displayName]))
    return rows.list(mailboxes(ports), listed).map((row: LetterIn) => ({
      id: row.id as SOPInstanceUID, from: names.get(row.sender ?? '') ?? '', studyInstanceUID: row.study_instance_uid as StudyInstanceUID | null, accessionNumber: ports.accessionNumber?.(row.study_instance_uid ?? '') ?? '', sentAt: row.sent_at, receivedAt: row.received_at,
      state: row.state, problem: row.problem === null ? null : describeProblem(readProblem(row.problem)),
    }))
  }

  return {
    'exchange.status': (_, context) => status(context),
    'exchange.ownCard': async () => {
      const card = ownCard(ports)
      return { fileName: `carte-${slug(card.displayName)}.binocle.json`, text: await writeAccountCard(foreign, card, now()), fingerprint: accountFingerprint(card) }
    },
    'exchange.centreCard': async () => {
      const card = await presentCentreCard(ports)
      return { fileName: `carte-centre-${slug(card.name)}.binocle.json`, text: await writeCentreCard(foreign, card), fingerprint: centreFingerprint(card) }
    },
    'exchange.readCard': async ({ text }) => {
      const read = await readCard(foreign, text)
      const { kind, fingerprint, issuedAt } = read
      const known = await isKnown(read)
      return read.kind === 'CENTRE'
        ? { kind, name: read.card.name, roles: [], coordinators: read.card.coordinators.map(({ displayName }) => displayName), issuedAt, fingerprint, known }
        : { kind, name: read.card.displayName, roles: read.card.roles, coordinators: [], issuedAt, fingerprint, known }
    },
    'exchange.admitReader': async (input, context) => {
      const { card } = await compared('ACCOUNT', input)
      await requireNew(card)
      await foreign.admit(card, now(), () => context.act(card.accountId, () => undefined, 'reader of another console admitted'))
      ports.trustChanged()
      return status(context)
    },
    'exchange.dismissReader': async ({ accountId }, context) => {
      await foreign.dismiss(accountId as AccountId, now(), () => context.act(accountId, () => undefined, 'reader of another console dismissed'))
      ports.trustChanged()
      return status(context)
    },
    'exchange.joinCentre': async (input, context) => {
      const { card, signed } = await compared('CENTRE', input)
      const joined = foreign.joined()
      if (joined !== null && joined.centreId !== card.centreId) throw new ExpectedError('exchange/other-centre')
      if (joined !== null && joined.issuedAt > card.issuedAt) throw new ExpectedError('exchange/card-older')
      if (isBehind(card, joined?.register ?? null)) throw new ExpectedError('exchange/register-behind')
      await foreign.join(card, () => context.act(card.centreId, () => undefined, joined === null ? 'joined a centre' : 'newer card of the centre'), { signed, compared: true })
      ports.trustChanged()
      return status(context)
    },
    'exchange.leaveCentre': async (_, context) => {
      const joined = foreign.joined()
      if (joined === null) throw new ExpectedError('exchange/not-joined')
      await foreign.leave(() => context.act(joined.centreId, () => undefined, 'left the centre'))
      ports.trustChanged()
      return status(context)
    },
    'exchange.letters': async () => ({ rows: await letterRows() }),
    'exchange.look': async (_, context) => {
      const { finding } = ports.vault.centre.standing()
      if (finding !== null) throw new ExpectedError(finding)
      if (mailboxes(ports).length === 0) throw new ExpectedError('exchange/not-joined')
      await ports.lookNow()
      return status(context)
    },
  }
}
