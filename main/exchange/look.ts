/** One look through the mailboxes of this session: what is new is fetched, opened, and taken, in the order of sending.
 *  Whatever is wrong with one letter is kept with its sentence, and nothing else stops. */
import { ExpectedError, type ErrorCode } from '../contract/index.ts'
import { mailboxOf, rawDataClass, type LetterObject } from '../dicom/index.ts'
import type { PacsClient, RemoteInstance } from '../pacs/index.ts'
import { asAnnouncement, takeCentreCard } from './centre-announcement.ts'
import { largestLetter } from './letter-content.ts'
import { rereadable, writeProblem, type LetterIn, type LetterRows } from './letter-rows.ts'
import type { ExchangePorts, TakeLetter } from './ports.ts'
import { openLetter, readObject } from './read-letter.ts'

export interface LookPorts extends Pick<ExchangePorts, 'store' | 'audit' | 'vault' | 'onBug'> {
  readonly rows: LetterRows
  readonly take: TakeLetter
  readonly now: () => Date
  /** When a verified letter says that it was written, as it comes in. */
  readonly sawClock: (sender: string, sentAt: string) => void
}

/** So far back a wide look goes: a console may have been without its PACS for long. Days. */
export const horizonDays = 90
const dayMs = 86_400_000

/** Mailboxes that this session opens: the account's own, and the centre's where it holds that key. */
export function mailboxes({ vault }: Pick<LookPorts, 'vault'>): string[] {
  const { foreign, centre, accountId } = vault
  const standing = foreign.standing()
  // Where the centre is not the one that this account knows, nothing is taken in its name.
  if (centre.standing().finding !== null) return []
  if (standing === 'READER') return [accountId]
  return standing === 'CENTRE' && centre.standing().held ? [foreign.centreId()] : []
}

/** `missed`: why one object, or the exam that one letter speaks of, could not be had from a PACS that answers otherwise. It
 *  is asked for again, and keeps no other letter back. */
export interface Looked { readonly taken: number; readonly missed: ExpectedError | null }

/** Throws `pacs/*` when the PACS is away, `store/*` when nothing can be written; what was taken stays taken. */
export async function look(ports: LookPorts, pacs: PacsClient, { wide, signal }: { readonly wide: boolean; readonly signal: AbortSignal }): Promise<Looked> {
  let taken = 0
  let missed: ExpectedError | null = null
  const unlessMissed = async (work: Promise<boolean>): Promise<boolean> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof ExpectedError) || !ofOneObject.includes(error.code) || signal.aborted) throw error
      missed = error
      return false
    }
  }
  for (const mailbox of mailboxes(ports)) {
    const today = dayOf(ports.now())
    const from = fromDay(ports, mailbox, today, wide)
    // A sender whose clock is ahead already writes tomorrow's.
    for (let day = from; day <= dayAfter(today, 1); day = dayAfter(day, 1)) {
      const studyInstanceUID = mailboxOf(mailbox, day)
      for (const instance of (await contentOf(pacs, studyInstanceUID, signal)).filter(({ sopInstanceUID }) => !ports.rows.known(sopInstanceUID))) {
        await unlessMissed(receive(ports, pacs, mailbox, studyInstanceUID, instance, signal))
      }
    }
    ports.store.transaction(() => ports.rows.setCompleteTo(mailbox, today))
  }
  // What one letter brings may be what an earlier one waited for.
  for (let before = -1; taken > before;) {
    before = taken
    for (const row of ports.rows.waiting(mailboxes(ports))) {
      if (signal.aborted) return { taken, missed }
      if (await unlessMissed(takeOne(ports, row))) taken += 1
    }
  }
  return { taken, missed }
}

/** Nothing where nobody wrote: some PACS answer 404 for a study that they do not have. */
async function contentOf(pacs: PacsClient, studyInstanceUID: string, signal: AbortSignal): Promise<RemoteInstance[]> {
  try {
    return await pacs.findInstances(studyInstanceUID, signal)
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'pacs/answer' && error.params['status'] === 404) return []
    throw error
  }
}

/** The last day that was looked at and the one before it; in a wide look all that may still arrive. */
function fromDay({ rows }: LookPorts, mailbox: string, today: string, wide: boolean): string {
  const last = rows.completeTo(mailbox)
  const oldest = dayAfter(today, -horizonDays)
  if (wide || last === null) return oldest
  const before = dayAfter(last < today ? last : today, -1)
  return before < oldest ? oldest : before
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
const dayAfter = (day: string, days: number): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs))

/** Fetches one object and keeps it to be read, or why it is refused. True when it is to be read. */
async function receive(ports: LookPorts, pacs: PacsClient, mailbox: string, studyInstanceUID: string, { sopClassUID, seriesInstanceUID, sopInstanceUID }: RemoteInstance, signal: AbortSignal): Promise<boolean> {
  const bare = { id: sopInstanceUID, mailbox, sender: null, study_instance_uid: null, sent_at: null, received_at: ports.now().toISOString(), sealed: null }
  try {
    if (sopClassUID !== rawDataClass) throw new ExpectedError('exchange/foreign-object')
    const object = readObject(await fetchWhole(pacs, { studyInstanceUID, seriesInstanceUID, sopInstanceUID }, signal), sopInstanceUID, mailbox)
    ports.store.transaction(() => ports.rows.put({ ...bare, ...clear(object), state: 'LATER', problem: null, sealed: Buffer.from(object.body).toString('latin1').replace(/\0$/, '') }))
    return true
  } catch (error) {
    if (!(error instanceof ExpectedError) || isPassing(error.code)) throw error
    refuse(ports, bare, error)
    return false
  }
}

const clear = ({ sender, studyInstanceUID, sentAt }: LetterObject) => ({ sender, study_instance_uid: studyInstanceUID, sent_at: sentAt })

/** Of the PACS, the disk or the session, not of the letter. */
const isPassing = (code: ErrorCode): boolean => code.startsWith('pacs/') || code.startsWith('store/') || code.startsWith('session/') || code === 'request/aborted'

/** A PACS that gives its lists may still fail at one object, for ever. */
const ofOneObject: readonly ErrorCode[] = ['pacs/answer', 'pacs/malformed', 'pacs/interrupted', 'pacs/timeout']

async function fetchWhole(pacs: PacsClient, at: Parameters<PacsClient['retrieveInstance']>[0], signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of pacs.retrieveInstance(at, signal)) {
    length += chunk.length
    if (length > largestLetter) throw new ExpectedError('exchange/too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** True when the letter was taken. */
async function takeOne(ports: LookPorts, row: LetterIn): Promise<boolean> {
  try {
    const letter = await openLetter(ports.vault, row.sealed ?? '', row.id, row.mailbox)
    // What stands in the clear beside the seal must say the same.
    if (letter.from !== row.sender || letter.studyInstanceUID !== row.study_instance_uid || letter.sentAt !== row.sent_at) throw new ExpectedError('exchange/altered')
    ports.sawClock(letter.from, letter.sentAt)
    const announced = asAnnouncement(letter)
    // The vault first: should this process end between the two, the same card is taken again.
    const follow = announced === null ? await ports.take(letter) : await takeCentreCard(ports, announced).then(() => () => undefined)
    if (follow === 'LATER') return false
    ports.store.transaction(() => {
      ports.rows.put({ ...row, sender: letter.from, state: 'TAKEN', sealed: null })
      ports.audit.record({ actor: letter.from, event: 'import', outcome: 'success', object: row.id, detail: 'letter taken' })
      if (announced !== null) ports.rows.readAgain('exchange/unknown-sender')
      follow()
    })
    return true
  } catch (error) {
    if (error instanceof ExpectedError && isPassing(error.code)) throw error
    refuse(ports, row, error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: ports.onBug(error) }, cause: error }))
    return false
  }
}

function refuse({ store, rows, audit }: LookPorts, row: Omit<LetterIn, 'state' | 'problem'>, error: ExpectedError): void {
  store.transaction(() => {
    // The body of one that may still be taken is kept for another reading.
    rows.put({ ...row, state: 'REFUSED', problem: writeProblem(error), sealed: rereadable.some((code) => code === error.code) ? row.sealed : null })
    audit.record({ actor: row.sender ?? '-', event: 'security-alert', outcome: 'failure', object: row.id, detail: `letter refused ${error.code}` })
  })
}
