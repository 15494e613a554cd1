/** The exam changed while somebody reads it (`nouvelleImage`, `modifL1`): every reading that is not final goes back to the
 *  queue, what was typed is kept, and its reader is warned. A frozen opinion spoke of another exam: it becomes a draft again
 *  when its reader comes back; who has seen the first conclusion does not read the exam blind again. */
import type { Account, AccountId, CallContext, StudyInstanceUID } from '../contract/index.ts'
import { policies } from '../domain/second-reading/index.ts'
import { assignedTo, oweNews } from '../programme/index.ts'
import type { Store } from '../store/index.ts'
import { takeExam } from './course.ts'
import { keepDraft } from './drafts.ts'
import type { ReadingPorts } from './ports.ts'
import { contentOf } from './present.ts'
import { liveReading, moveReading, type ReadingRow } from './reading-rows.ts'
import { isReleasedTo } from './release.ts'
import { standingDigest, undoEnvelope } from './sealed-opinions.ts'

export type ExamChange = NonNullable<ReadingRow['returned']>

/** What other consoles know of the change already: nothing; the centre, which told it; or the reader `by` elsewhere, who saw
 *  it first and who has these images. */
export type KnownElsewhere = 'NOTHING' | 'CENTRE' | { readonly by: AccountId; readonly images: readonly string[] }

/** In the transaction in which images of the exam became known, or its first sheet was corrected. Readers of other consoles
 *  will be told, and on a reader's console the centre. */
export function examChanged(ports: ReadingPorts, studyInstanceUID: string, what: ExamChange, known: KnownElsewhere = 'NOTHING'): void {
  const { store, course } = ports
  const open = store.prepare<[string], ReadingRow>(`SELECT * FROM readings WHERE study_instance_uid = ? AND signed_at IS NULL AND superseded_at IS NULL AND kind <> 'PLAIN' AND training = 0`).all(studyInstanceUID)
  const seen = open.filter((row) => row.kind === 'SECOND' && policies[row.policy].secondBeginsIn === 'LECTURE_AVEUGLE' && (row.phase === 'REVELATION' || (row.phase === 'AVIS_FIGE' && isReleasedTo(store, row))))
  if (known !== 'CENTRE') owe(ports, studyInstanceUID, what, open, seen, known)
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

/** At the centre: readers elsewhere to whom the exam is given and who have not signed. On a reader's console: whoever holds it. */
function owe(ports: ReadingPorts, study: string, what: ExamChange, open: readonly ReadingRow[], seen: readonly ReadingRow[], known: Exclude<KnownElsewhere, 'CENTRE'>): void {
  const { store } = ports
  const lost = new Set(seen.map(({ account_id }) => account_id))
  // Who says so knows, but not that the release had crossed it.
  const knows = (reader: string) => known !== 'NOTHING' && known.by === reader && !lost.has(reader)
  const readers = ports.elsewhere.onlyAssigned() ? open.filter(({ kind }) => kind !== 'FIRST').map(({ account_id }) => account_id) : assignedTo(store, study).map(({ reader }) => reader).filter((reader) => isElsewhere(store, reader) && !hasSigned(store, study, reader) && !knows(reader))
  // Nobody to tell is the usual case, at each image of an exam that comes: its images are read only for somebody.
  if (readers.length === 0) return
  const images = known === 'NOTHING' ? imagesHere(ports, study) : known.images
  for (const account of readers) oweNews(store, { id: ports.newId(), study, account, what, at: ports.now().toISOString(), images, over: lost.has(account) })
  ports.elsewhere.owing()
}

export const imagesHere = ({ study }: Pick<ReadingPorts, 'study'>, uid: string): string[] => (study(uid)?.images ?? []).map(({ sopInstanceUID }) => sopInstanceUID).slice(0, 500)

const isElsewhere = (store: Store, account: string): boolean => store.prepare<[string]>('SELECT 1 FROM accounts WHERE id = ?').get(account) === undefined
const hasSigned = (store: Store, study: string, account: string): boolean => liveReading(store, study, account)?.signed_at != null

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
