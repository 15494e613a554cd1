/** Priors that a reader of another console waits for: asked for there, seen and answered at the centre, and whoever has them
 *  first says so. In the transaction of each letter. */
import { ExpectedError, type AccountId, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { assignedTo, hadPriorsSince, isNews, keepNews } from '../../programme/index.ts'
import type { ReadingPorts } from '../ports.ts'
import { liveReading } from '../reading-rows.ts'
import type { Taking } from './at-centre.ts'
import { changed, nothingNew, readerOf, record } from './common.ts'

/** At the centre. One that comes after what followed it asks for nothing any more. */
export function priorsAsked(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { newsId, reason, at }: RoundMessageOf<'PRIORS_ASKED'>): Taking {
  const { store } = ports
  if (isNews(store, newsId)) return nothingNew
  requireGivenTo(ports, study, from)
  const row = liveReading(store, study, from)
  const over = hadPriorsSince(store, study, from, at) || (row?.frozen_at != null && row.frozen_at > at) || row?.signed_at != null
  return () => {
    keepNews(store, { id: newsId, study, account: from, what: 'PRIORS_ASKED', at: ports.now().toISOString(), images: [], over: false }, at)
    if (!over) ports.course.priorsAskedElsewhere(study, readerOf(from), reason, Date.parse(at))
    record(ports, from, study, 'ask priors')
    changed(ports, study)
  }
}

export function priorsCameElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { newsId, at }: RoundMessageOf<'PRIORS_CAME'>): Taking {
  if (isNews(ports.store, newsId)) return nothingNew
  requireGivenTo(ports, study, from)
  return () => {
    keepNews(ports.store, { id: newsId, study, account: from, what: 'PRIORS', at: ports.now().toISOString(), images: [], over: false }, at)
    ports.course.priorsCame(study, from, 'RECUES')
    record(ports, from, study, 'priors came')
    changed(ports, study)
  }
}

/** On the reader's console. */
export function priorsAnswered(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { newsId, answer, at }: RoundMessageOf<'PRIORS_ANSWERED'>): Taking {
  const { store } = ports
  const reader = ports.activeAccount()?.id
  if (reader === undefined) throw new ExpectedError('session/locked')
  if (isNews(store, newsId)) return nothingNew
  if (ports.study(study) === null || !ports.course.wasGiven(study, reader)) return 'LATER'
  return () => {
    keepNews(store, { id: newsId, study, account: reader, what: answer === 'RECUES' ? 'PRIORS' : 'NO_PRIORS', at, images: [], over: false }, at)
    ports.course.priorsCame(study, reader, answer)
    record(ports, from, study, `priors ${answer}`)
    changed(ports, study)
  }
}

function requireGivenTo({ store }: ReadingPorts, study: StudyInstanceUID, from: AccountId): void {
  if (assignedTo(store, study).every(({ reader }) => reader !== from)) throw new ExpectedError('rounds/not-assigned', { subject: study })
}
