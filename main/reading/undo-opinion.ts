/** Undoing (`annuler`): before the reveal a reader takes the frozen opinion back and goes on with it as a blind draft.
 *  The envelope stays in the append-only table and in the audit trail; it no longer stands. */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import { signsUnrevealed } from '../domain/second-reading/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import { tellCourse } from './course.ts'
import { passDisplay } from './display-gate.ts'
import { keepDraft } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf } from './present.ts'
import { moveReading, ownReading } from './reading-rows.ts'
import { isReleasedTo } from './release.ts'
import { standingDigest, undoEnvelope } from './sealed-opinions.ts'
import { hadNoWorkup } from './sheet-contexts.ts'
import { changed, judge } from './write-opinion.ts'

const minuteMs = 60_000

/** `also` runs in the same transaction. */
export async function undoOpinion(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.undo'>, context: CallContext, also: () => void = () => undefined): Promise<Reading> {
  const row = ownReading(ports.store, input.readingId, account)
  const now = ports.now()
  const expired = row.frozen_at !== null && now.getTime() - Date.parse(row.frozen_at) >= ports.undoMinutes() * minuteMs
  const next = judge(ports, row, account, input.expectedVersion, { type: 'undo', expired })
  // What lies here unsealed for this reader counts as seen.
  if (isReleasedTo(ports.store, row)) throw new ExpectedError('reading/already-revealed', { subject: row.id })
  const { words } = passDisplay(ports, row, 'reveal')
  const { avis, text } = await contentOf(ports, row)
  // That a negative must be confronted tells of a workup, even of one that was refused: who knows is not blind again.
  if (signsUnrevealed(row.policy, true) && decisionOf(avis) === 'NEGATIF' && !hadNoWorkup(ports.store, row.study_instance_uid)) throw new ExpectedError('reading/finalised', { subject: row.id })
  const at = now.toISOString()
  const tell = await ports.elsewhere.tell({ type: 'UNDONE', row, digest: standingDigest(ports.store, row.id, 'FROZEN') ?? '', at })
  context.act(row.id, () => {
    moveReading(ports.store, row, next, { avis: JSON.stringify(avis), text: JSON.stringify(text), frozen_at: null })
    keepDraft(ports.store, { readingId: row.id, version: next.version, savedAt: at, avis, text })
    undoEnvelope(ports.store, row.id, at)
    tellCourse(ports, row, account, { type: 'undo' })
    tell()
    also()
  }, `undo ${words}`)
  return changed(ports, account, row)
}
