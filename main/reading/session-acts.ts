/** What a reading session does with opinions: the same acts as one exam alone, each with what the session changes in the
 *  same transaction (`also`). The passphrase of a session is verified once by the caller. */
import { ExpectedError, type Account, type Avis, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import { courseOf, opening, signsUnrevealed } from '../domain/second-reading/index.ts'
import { agreesUnrevealed } from './confront.ts'
import { assignedTo } from '../programme/index.ts'
import { keepDraft } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf, findingsOf, type Content } from './present.ts'
import { liveReading, moveReading, ownReading, policyOfExam, turnOf, type ReadingRow } from './reading-rows.ts'
import { passShown } from './shown-whole.ts'
import { signContent } from './sign-reading.ts'
import { undoOpinion } from './undo-opinion.ts'
import { changed, freezeContent, judge, requireWhole } from './write-opinion.ts'

type ByVersion = Pick<ParsedInput<'reading.undo'>, 'readingId' | 'expectedVersion'>
type Concluding = Pick<ParsedInput<'sessions.conclude'>, 'readingId' | 'expectedVersion' | 'avis' | 'displayed'>

export interface SessionActs {
  /** `also` is told whether the opinion can be signed as it stands; otherwise the reveal comes first. */
  conclude(account: Account, input: Concluding, context: CallContext, also: (signable: boolean) => void, words: string): Promise<Reading>
  undo(account: Account, input: ByVersion, context: CallContext, also: () => void): Promise<void>
  sign(account: Account, input: ByVersion, context: CallContext): Promise<void>
  opinion(account: Account, readingId: string): Promise<{ avis: Avis; signable: boolean }>
}

export function createSessionActs(ports: ReadingPorts): SessionActs {
  return {
    async conclude(account, input, context, also, words) {
      const row = secondReading(ports, input.readingId, account)
      const content = { ...(await contentOf(ports, row)), avis: input.avis }
      const done = () => { also(isSignable(ports, { ...row, phase: row.phase === 'LECTURE_AVEUGLE' ? 'AVIS_FIGE' : row.phase }, content)) }
      if (courseOf(row.kind, row.policy)[row.phase]?.freeze === undefined && row.phase === 'LECTURE') return await keepContent(ports, account, row, input, content, context, done, words)
      return await freezeContent(ports, account, row, { ...input, content, also: done, words }, context)
    },
    async undo(account, input, context, also) {
      const row = secondReading(ports, input.readingId, account)
      // Where the order shows the first sheet at once nothing was sealed: the draft is open still.
      if (row.phase === 'LECTURE' && row.version === input.expectedVersion) context.act(row.id, also, 'undo draft')
      else await undoOpinion(ports, account, input, context, also)
    },
    async sign(account, { readingId, expectedVersion }, context) {
      const row = secondReading(ports, readingId, account)
      await signContent(ports, account, row, expectedVersion, await contentOf(ports, row), '', context)
    },
    async opinion(account, readingId) {
      const row = secondReading(ports, readingId, account)
      const content = await contentOf(ports, row)
      return { avis: content.avis, signable: isSignable(ports, row, content) }
    },
  }
}

function secondReading(ports: ReadingPorts, readingId: string, account: Account): ReadingRow {
  const row = ownReading(ports.store, readingId, account)
  if (row.kind !== 'SECOND') throw new ExpectedError('reading/not-your-turn', { subject: row.id })
  return row
}

function isSignable(ports: ReadingPorts, row: ReadingRow, content: Content): boolean {
  const acts = courseOf(row.kind, row.policy)[row.phase]
  if (acts?.sign === undefined) return false
  return acts.reveal === undefined || signsUnrevealed(row.policy, agreesUnrevealed(ports, row, content))
}

/** `FR_DOCS`: no blind opinion to freeze; the draft is held against the sheet and stands until it is signed. */
async function keepContent(ports: ReadingPorts, account: Account, row: ReadingRow, { expectedVersion, displayed }: Concluding, content: Content, context: CallContext, also: () => void, words: string): Promise<Reading> {
  const next = judge(ports, row, account, expectedVersion, { type: 'saveDraft' })
  const rules = (await findingsOf(ports, row, content)).filter(({ blocking }) => blocking).map(({ rule }) => rule)
  if (rules.length > 0) throw new ExpectedError('reading/invalid-opinion', { subject: row.id, params: { rules: rules.join(', ') } })
  requireWhole(ports, row)
  const shown = passShown(ports, row, displayed)
  context.act(row.id, () => {
    moveReading(ports.store, row, next, { avis: JSON.stringify(content.avis) })
    keepDraft(ports.store, { readingId: row.id, version: next.version, savedAt: ports.now().toISOString(), avis: content.avis, text: content.text })
    also()
  }, `conclude${shown} ${words}`)
  return await changed(ports, account, row)
}

/** Whether the account may begin, or go on with, a second reading of the study. */
export function awaitsSecond(ports: Pick<ReadingPorts, 'store' | 'policy' | 'elsewhere'>, account: Account, studyInstanceUID: string): boolean {
  const own = liveReading(ports.store, studyInstanceUID, account.id)
  if (own !== null) return own.kind === 'SECOND' && (own.phase === 'LECTURE_AVEUGLE' || own.phase === 'LECTURE')
  // The modalities alone: the whole record of a study holds every image.
  const study = ports.store.prepare<[string], { modalities: string }>('SELECT modalities FROM studies WHERE study_uid = ?').get(studyInstanceUID)
  if (study === undefined) return false
  const begun = opening(policyOfExam(ports.store, studyInstanceUID, ports.policy()), turnOf(ports.store, { studyInstanceUID, modalities: study.modalities.split('\\') }), account)
  if (!('kind' in begun) || begun.kind !== 'SECOND') return false
  return !ports.elsewhere.onlyAssigned() || assignedTo(ports.store, studyInstanceUID).some(({ reader }) => reader === account.id)
}
