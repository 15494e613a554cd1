/** Rounds of reading across consoles: what this console tells the others of an exam, and what it takes from them. The
 *  coordinators' console is the authority of an exam's course; letters carry what was done, never a conclusion in clear. */
import { ExpectedError, roundMessage, studyInstanceUID, type AccountId, type RoundMessage } from '../contract/index.ts'
import type { AssignmentNews, DetourNews } from '../programme/index.ts'
import type { Elsewhere, ReadingNews, Taking } from '../reading/index.ts'
import type { ExchangeStanding } from '../vault/index.ts'
import type { ReceivedLetter } from '../exchange/index.ts'
import { tellConcluded } from './concluded.ts'
import { takeBackWithdrawn, tellNews } from './exam-news.ts'
import type { RoundsPorts } from './ports.ts'

export type { RoundsPorts } from './ports.ts'

export interface RoundsRoom {
  /** For the exchange: what a letter does here. */
  take(letter: ReceivedLetter): Promise<Taking>
  /** For the programme: an exam is given to a reader, taken back, or put aside by him; or he waits for priors. */
  told(news: AssignmentNews | DetourNews): Promise<() => void>
  readonly elsewhere: Elsewhere
  /** To be called now and then, and at an unlock: what is owed to other consoles and was not said yet. */
  sweep(): Promise<void>
  /** Resolves once nothing is under way any more. */
  stop(): Promise<void>
}

const toCentre: ReadonlySet<RoundMessage['type']> = new Set<RoundMessage['type']>(['FIRST_SIGNED', 'FROZEN', 'UNDONE', 'EXAM_CHANGED', 'CORRECTION_ASKED', 'CORRECTED', 'PRIORS_ASKED', 'PRIORS_CAME', 'PUT_ASIDE', 'SIGNED'])
const nobody = (): void => undefined

export function createRounds(ports: RoundsPorts): RoundsRoom {
  const standing = (): ExchangeStanding => ports.letterbox().standing()

  async function letter(to: AccountId | 'CENTRE', study: string, message: RoundMessage): Promise<() => void> {
    const letterbox = ports.letterbox()
    const sealed = await letterbox.seal(to, study, message)
    return () => { letterbox.post(sealed) }
  }

  let sweeping: Promise<void> = Promise.resolve()
  /** One after another. */
  const sweep = (): Promise<void> => (sweeping = sweeping.catch(() => undefined).then(sweepOnce))
  async function sweepOnce(): Promise<void> {
    setAssignedOnly(ports, standing())
    await ports.reading().compareIndependent()
    await tellNews(ports, letter)
    await takeBackWithdrawn(ports, letter)
    if (standing() === 'CENTRE' && ports.speaksForCentre()) await tellConcluded(ports, letter)
  }

  return {
    async take({ from, studyInstanceUID: study, message }) {
      const parsed = roundMessage.safeParse(message)
      const about = studyInstanceUID.safeParse(study)
      if (!parsed.success || !about.success) throw new ExpectedError('rounds/message', { subject: study })
      await requireEntitled(ports, from, parsed.data, study)
      if ('identity' in parsed.data && ports.identity(study) === null) await ports.find(parsed.data.identity)
      const taking = await ports.reading().takeMessage(from, about.data, parsed.data)
      if (taking === 'LATER') return taking
      return () => {
        taking()
        if (parsed.data.type === 'ASSIGNED') ports.bring(study, parsed.data.round > 1)
        if (parsed.data.type === 'CHANGED' || parsed.data.type === 'PRIORS_ANSWERED') ports.bring(study, true)
        // What one console did may be owed to another.
        ports.store.afterCommit(() => void sweep().catch(ports.onBug))
      }
    },
    async told(news) {
      const { studyInstanceUID: study } = news
      if (news.type === 'PUT_ASIDE' || news.type === 'PRIORS_ASKED') {
        if (standing() !== 'READER') return nobody
        const { type, reason, at } = news
        return await letter('CENTRE', study, type === 'PUT_ASIDE' ? { version: 1, type, reason, at } : { version: 1, type, newsId: ports.newId(), reason, at })
      }
      const { assigned } = news
      if (standing() !== 'CENTRE' || ports.isHere(assigned.reader)) return nobody
      if (news.type === 'WITHDRAWN') return await letter(assigned.reader, study, { version: 1, type: 'WITHDRAWN', assignmentId: assigned.id })
      const identity = ports.identity(study)
      if (identity === null) throw new ExpectedError('request/not-found', { subject: study })
      const { id: assignmentId, post, round, dueOn } = assigned
      return await letter(assigned.reader, study, {
        version: 1, type: 'ASSIGNED', assignmentId, assignedAt: ports.now().toISOString(), post, policy: news.policy, round, dueOn, identity, ...(await ports.reading().promiseFor(assigned.reader, study, post)),
      })
    },
    elsewhere: {
      onlyAssigned: () => standing() === 'READER',
      toCentre: async (study, message) => (standing() === 'READER' ? await letter('CENTRE', study, message) : nobody),
      toReader: async (reader, study, message) => (standing() === 'CENTRE' && !ports.isHere(reader) ? await letter(reader, study, message) : nobody),
      owing: () => { ports.store.afterCommit(() => void sweep().catch(ports.onBug)) },
      async tell(news) {
        const { row } = news
        const here = standing()
        if (row.kind === 'PLAIN' || row.training === 1 || (news.type === 'RELEASED') !== (here === 'CENTRE')) return nobody
        if (here === 'ALONE' || (here === 'CENTRE' && ports.isHere(row.account_id))) return nobody
        const identity = ports.identity(row.study_instance_uid)
        if (identity === null) return nobody
        return await letter(here === 'CENTRE' ? row.account_id as AccountId : 'CENTRE', row.study_instance_uid, messageOf(news, identity))
      },
    },
    sweep,
    stop: () => sweeping.catch(() => undefined),
  }
}

function messageOf(news: ReadingNews, identity: NonNullable<ReturnType<RoundsPorts['identity']>>): RoundMessage {
  const { row } = news
  const readingId = row.id as Extract<RoundMessage, { readingId: unknown }>['readingId']
  const of = { version: 1, readingId } as const
  const begun = { ...of, readerCode: row.reader_code, startedAt: row.started_at }
  switch (news.type) {
    case 'FROZEN': return { ...begun, type: 'FROZEN', frozen: opinionOf(news.frozen) }
    case 'UNDONE': return { ...of, type: 'UNDONE', digest: news.digest, at: news.at }
    case 'SIGNED': return row.kind === 'FIRST'
      ? { ...begun, type: 'FIRST_SIGNED', reportId: news.reportId, signed: opinionOf(news.signed), identity }
      : { ...begun, type: 'SIGNED', reportId: news.reportId, frozen: news.frozen, signed: opinionOf(news.signed) }
    case 'RELEASED': {
      const { row: first, digest, sealed, witness } = news.released
      const opinion = { readingId: first.id as typeof readingId, readerCode: first.reader_code, signedAt: first.signed_at ?? first.started_at, digest, witness, reader: first.account_id as AccountId, place: first.place, sealed }
      return { ...of, type: 'RELEASED', frozen: news.frozen, opinion }
    }
  }
}

const opinionOf = ({ at, digest, envelope }: { at: string; digest: string; envelope: string }) => ({ at, digest, envelope })

/** Who may write at all is the exchange's; a first reading comes from who is entitled to it. */
async function requireEntitled(ports: RoundsPorts, from: AccountId, { type }: RoundMessage, study: string): Promise<void> {
  if (ports.letterbox().standing() !== (toCentre.has(type) ? 'CENTRE' : 'READER')) throw new ExpectedError('rounds/not-for-this-console', { subject: study })
  if (type === 'FIRST_SIGNED' && !(await ports.admittedRoles(from)).includes('L1')) throw new ExpectedError('rounds/not-entitled', { subject: study })
}

/** The list of exams asks the database alone. */
function setAssignedOnly({ store }: RoundsPorts, standing: ExchangeStanding): void {
  const known = store.prepare('SELECT 1 FROM assigned_only').get() !== undefined
  if (known === (standing === 'READER')) return
  store.transaction(() => store.prepare(known ? 'DELETE FROM assigned_only' : 'INSERT INTO assigned_only (one) VALUES (1)').run())
}
