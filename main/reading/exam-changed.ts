/** The exam changed while somebody reads it (`nouvelleImage`, `modifL1`): every reading that is not final goes back to the
 *  queue, what was typed is kept, and its reader is warned. A frozen opinion spoke of another exam: it becomes a draft again
 *  when its reader comes back; who has seen the first conclusion does not read the exam blind again. */
import type { Account, CallContext, StudyInstanceUID } from '../contract/index.ts'
import { policies } from '../domain/second-reading/index.ts'
import { takeExam } from './course.ts'
import { keepDraft } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf } from './present.ts'
import { moveReading, type ReadingRow } from './reading-rows.ts'
import { isReleasedTo } from './release.ts'
import { standingDigest, undoEnvelope } from './sealed-opinions.ts'

export type ExamChange = NonNullable<ReadingRow['returned']>

/** In the transaction in which images of the exam became known, or its first sheet was corrected. */
export function examChanged(ports: ReadingPorts, studyInstanceUID: string, what: ExamChange): void {
  const { store, course } = ports
  const open = store.prepare<[string], ReadingRow>(`SELECT * FROM readings WHERE study_instance_uid = ? AND signed_at IS NULL AND superseded_at IS NULL AND kind <> 'PLAIN' AND training = 0`).all(studyInstanceUID)
  // A reader of another console is warned there, by the images that arrive there.
  if (open.some(({ account_id }) => store.prepare<[string]>('SELECT 1 FROM accounts WHERE id = ?').get(account_id) === undefined)) return
  const seen = open.filter((row) => row.kind === 'SECOND' && policies[row.policy].secondBeginsIn === 'LECTURE_AVEUGLE' && (row.phase === 'REVELATION' || (row.phase === 'AVIS_FIGE' && isReleasedTo(store, row))))
  const moved = course.changed(studyInstanceUID, what, seen.map(({ account_id }) => account_id))
  const warned = open.filter(({ returned }) => returned === null)
  for (const { id } of warned) store.prepare('UPDATE readings SET returned = ? WHERE id = ?').run(what, id)
  for (const { id } of seen) store.prepare('UPDATE readings SET superseded_at = ? WHERE id = ?').run(ports.now().toISOString(), id)
  if (!moved && warned.length === 0) return
  store.afterCommit(() => {
    ports.emit({ type: 'reading.changed', studyInstanceUID: studyInstanceUID as StudyInstanceUID })
    ports.emit({ type: 'worklist.changed' })
  })
}

/** A reader comes back to an opinion that was frozen before the exam changed: it is taken back, and written on. */
export async function goOnWriting(ports: ReadingPorts, row: ReadingRow, account: Account, context: CallContext, words: string): Promise<void> {
  const { avis, text } = await contentOf(ports, row)
  const at = ports.now().toISOString()
  const tell = await ports.elsewhere.tell({ type: 'UNDONE', row, digest: standingDigest(ports.store, row.id, 'FROZEN') ?? '', at })
  const next = { ...row, phase: 'LECTURE_AVEUGLE', version: row.version + 1, reader: row.account_id, firstReader: null, taken: false } as const
  context.act(row.id, () => {
    takeExam(ports, { ...row, phase: 'LECTURE_AVEUGLE', frozen_at: null }, account)
    moveReading(ports.store, row, next, { avis: JSON.stringify(avis), text: JSON.stringify(text), frozen_at: null })
    keepDraft(ports.store, { readingId: row.id, version: next.version, savedAt: at, avis, text })
    undoEnvelope(ports.store, row.id, at)
    tell()
  }, `open LECTURE_AVEUGLE after a change of the exam ${words}`)
}
