/** An exam that changes while a reader of another console holds it. The centre says it, or the reader's console sees it
 *  first; each goes back on its own console at once, and the reader's console answers since when it knows: an opinion that was
 *  frozen before speaks of another exam. Who has the images that a letter names takes no notice. */
import { ExpectedError, type AccountId, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { assignedTo, changesFor, isNews, keepNews, lastChangeAt, markKnown } from '../../programme/index.ts'
import { examChanged, imagesHere } from '../exam-changed.ts'
import type { ReadingPorts } from '../ports.ts'
import { liveReading, signedReading, type ReadingRow } from '../reading-rows.ts'
import { standingDigest } from '../sealed-opinions.ts'
import { courseReading, type Taking } from './at-centre.ts'
import { opens, promiseAgain } from './at-reader.ts'
import { changed, nothingNew, readerOf, record } from './common.ts'

/** On the reader's console. */
export async function changedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'CHANGED'>): Promise<Taking> {
  const { store } = ports
  const reader = ports.activeAccount()?.id
  if (reader === undefined) throw new ExpectedError('session/locked')
  if (isNews(store, message.newsId)) return nothingNew
  // What it speaks of has not come yet.
  if (ports.study(study) === null || !ports.course.wasGiven(study, reader)) return 'LATER'
  const { newsId, what, images, over, first, shown } = message
  for (const opinion of shown) await opens(ports, study, opinion)
  const here = new Set(imagesHere(ports, study))
  const news = what === 'FICHE' || over || images.some((uid) => !here.has(uid))
  const now = ports.now().toISOString()
  const at = news ? now : lastChangeAt(store, study, reader) ?? liveReading(store, study, reader)?.started_at ?? now
  const answer = await ports.elsewhere.toCentre(study, { version: 1, type: 'EXAM_CHANGED', newsId, what, at, images })
  return () => {
    keepNews(store, { id: newsId, study, account: reader, what, at: now, images, over }, at)
    if (first !== null && !ports.course.isGivenSince(study, message.at)) promiseAgain(ports, from, study, first, shown, reader)
    if (news) examChanged(ports, study, what, 'CENTRE')
    // Even where the release has not come yet.
    if (over) for (const { id } of assignedTo(store, study).filter((one) => one.reader === reader)) ports.course.withdrawnHere(study, id, reader, from)
    answer()
    record(ports, from, study, `changed ${what}${over ? ' over' : ''}`)
    changed(ports, study)
  }
}

/** At the centre. */
export function changedElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { newsId, what, at, images }: RoundMessageOf<'EXAM_CHANGED'>): Taking {
  const { store } = ports
  const answers = isNews(store, newsId)
  if (!answers && assignedTo(store, study).every(({ reader }) => reader !== from)) throw new ExpectedError('rounds/not-assigned', { subject: study })
  return () => {
    if (answers) markKnown(store, newsId, from, at)
    else {
      keepNews(store, { id: newsId, study, account: from, what, at: ports.now().toISOString(), images, over: false }, at)
      examChanged(ports, study, what, { by: from, images })
      record(ports, from, study, `changed ${what}`)
    }
    stillStands(ports, from, study)
    changed(ports, study)
  }
}

/** An opinion that was frozen by a reader who knew of every change stands, whatever came here first. */
function stillStands(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID): void {
  const { store } = ports
  const row: ReadingRow | null = liveReading(store, study, from)
  const changes = changesFor(store, study, from)
  const digest = row === null ? null : standingDigest(store, row.id, 'FROZEN')
  if (row?.phase !== 'AVIS_FIGE' || row.returned === null || row.frozen_at === null || digest === null) return
  if (changes.open || changes.knownAt === null || row.frozen_at <= changes.knownAt || signedReading(store, study, row.kind)?.id === row.id) return
  store.prepare('UPDATE readings SET returned = NULL WHERE id = ?').run(row.id)
  ports.course.frozenElsewhere(courseReading(ports, row), readerOf(from), digest, Date.parse(row.frozen_at))
}
