/** The acts that write, freeze, reveal and change an opinion. Each is judged by the pure machine, sealed where it must
 *  be before the transaction, and judged again by its version inside it. */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading, type StudyInstanceUID } from '../contract/index.ts'
import { transition, type AskedAct, type ReadingMachine } from '../domain/second-reading/index.ts'
import { tellCourse } from './course.ts'
import { passDisplay } from './display-gate.ts'
import { dropDrafts, keepDraft } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf, findingsOf, presentReading, type Content } from './present.ts'
import { machineOf, moveReading, ownReading, signedReading, type ReadingRow } from './reading-rows.ts'
import { passShown } from './shown-whole.ts'
import { commitment, finalMoment, keepEnvelope, openOpinion, sealOpinion } from './sealed-opinions.ts'

/** The state after the act, or the problem that forbids it. */
export function judge(ports: ReadingPorts, row: ReadingRow, account: Account, expectedVersion: number, asked: AskedAct): ReadingMachine {
  const result = transition(machineOf(ports.store, row), { ...asked, by: account.id, expectedVersion })
  if (!result.accepted) throw new ExpectedError(result.problem, { subject: row.id })
  return result.state
}

/** The same for acts that need an opinion which obeys the sheet; the problem names the rules that it breaks. */
export async function judgeOpinion(
  ports: ReadingPorts, row: ReadingRow, account: Account, expectedVersion: number, content: Pick<Content, 'avis' | 'text'>,
  asked: (opinionHolds: boolean) => AskedAct,
): Promise<ReadingMachine> {
  const rules = (await findingsOf(ports, row, content)).filter(({ blocking }) => blocking).map(({ rule }) => rule)
  try {
    return judge(ports, row, account, expectedVersion, asked(rules.length === 0))
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'reading/invalid-opinion') throw new ExpectedError(error.code, { subject: row.id, params: { rules: rules.join(', ') } })
    throw error
  }
}

/** Objects of the exam vanished or were altered since it was opened: what is concluded now would speak of the rest. */
export function requireWhole(ports: ReadingPorts, row: ReadingRow): void {
  if (ports.study(row.study_instance_uid)?.locality === 'partial') throw new ExpectedError('study/not-local', { subject: row.study_instance_uid })
}

export async function saveDraft(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.saveDraft'>): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  const next = judge(ports, row, account, input.expectedVersion, { type: 'saveDraft' })
  ports.store.transaction(() => {
    moveReading(ports.store, row, next, { avis: JSON.stringify(input.avis), text: JSON.stringify(input.text) })
    keepDraft(ports.store, { readingId: row.id, version: next.version, savedAt: ports.now().toISOString(), avis: input.avis, text: input.text })
  })
  return presentReading(ports, ownReading(ports.store, row.id, account))
}

export async function freeze(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.freeze'>, context: CallContext): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  return await freezeContent(ports, account, row, { ...input, content: await contentOf(ports, row), also: () => undefined, words: '' }, context)
}

interface Freezing extends Pick<ParsedInput<'reading.freeze'>, 'expectedVersion' | 'displayed'> {
  readonly content: Content
  /** In the same transaction, and its words in the same audit row. */
  readonly also: () => void
  readonly words: string
}

/** Freezes `content`, which need not have been saved before. */
export async function freezeContent(ports: ReadingPorts, account: Account, row: ReadingRow, { expectedVersion, displayed, content, also, words: more }: Freezing, context: CallContext): Promise<Reading> {
  const next = await judgeOpinion(ports, row, account, expectedVersion, content, (opinionHolds) => ({ type: 'freeze', opinionHolds }))
  requireWhole(ports, row)
  const { words } = passDisplay(ports, row, 'freeze')
  const shown = passShown(ports, row, displayed)
  const at = ports.now().toISOString()
  const sealed = await sealOpinion(ports, row, 'FROZEN', at, content)
  const tell = await ports.elsewhere.tell({ type: 'FROZEN', row, frozen: sealed })
  context.act(row.id, () => {
    moveReading(ports.store, row, next, { avis: null, text: null, frozen_at: at, returned: null })
    dropDrafts(ports.store, row.id)
    keepEnvelope(ports.store, row.id, sealed)
    tellCourse(ports, row, account, { type: 'freeze', digest: sealed.digest })
    tell()
    also()
  }, `${commitment('freeze', sealed.digest)} ${words}${shown}${more === '' ? '' : ` ${more}`}`)
  return changed(ports, account, row)
}

export async function reveal(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.reveal'>, context: CallContext): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  // Refused early, this throws `reading/premature-reveal`, which the dispatcher records as a security alert.
  const next = judge(ports, row, account, input.expectedVersion, { type: 'reveal' })
  const { words } = passDisplay(ports, row, 'reveal')
  const first = signedReading(ports.store, row.study_instance_uid, 'FIRST')
  if (first === null) throw new ExpectedError('reading/not-your-turn', { subject: row.id })
  const { digest } = await openOpinion(ports, first, finalMoment(ports.store, first.id), 'other')
  context.act(row.id, () => {
    moveReading(ports.store, row, next, { revealed_at: ports.now().toISOString() })
    tellCourse(ports, row, account, { type: 'reveal' })
    ports.blindnessOver(row.study_instance_uid)
  }, `reveal sha256=${digest} key=${ports.centreMode().toLowerCase()} ${words}`)
  return changed(ports, account, row)
}

export async function changeOpinion(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.change'>, context: CallContext): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  const { text } = await contentOf(ports, row)
  const next = await judgeOpinion(ports, row, account, input.expectedVersion, { avis: input.avis, text }, (opinionHolds) => ({ type: 'change', reason: input.reason, opinionHolds }))
  const { words } = passDisplay(ports, row, 'change')
  context.act(row.id, () => {
    moveReading(ports.store, row, next, { avis: JSON.stringify(input.avis), change_reason: input.reason.trim() })
    tellCourse(ports, row, account, { type: 'change' })
  }, `change ${words}`)
  return changed(ports, account, row)
}

/** Tells the windows, and gives the reading as it now stands. */
export async function changed(ports: ReadingPorts, account: Account, row: ReadingRow): Promise<Reading> {
  ports.emit({ type: 'reading.changed', studyInstanceUID: row.study_instance_uid as StudyInstanceUID })
  ports.emit({ type: 'worklist.changed' })
  return presentReading(ports, ownReading(ports.store, row.id, account))
}
