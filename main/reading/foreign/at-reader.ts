/** On a reader's console: exams that the centre gives and takes back, the first opinion once it may be seen, and the end of
 *  a masked exam. Until the release nothing of a first opinion is here but its digest and its witness. */
import { ExpectedError, type AccountId, type ReleasedOpinion, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { assignedTo } from '../../programme/index.ts'
import type { ReadingPorts } from '../ports.ts'
import { liveReading, readingById, roundOf, signedReading } from '../reading-rows.ts'
import { keepReleased } from '../release.ts'
import { committedPromise, opinionOf, promiseWords, standingDigest } from '../sealed-opinions.ts'
import { keepForeignContext } from '../sheet-contexts.ts'
import type { Taking } from './at-centre.ts'
import { changed, isSameExam, nothingNew, record } from './common.ts'
import { insertSigned, keepPromise } from './rows.ts'

export async function assignedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'ASSIGNED'>): Promise<Taking> {
  const reader = self(ports)
  const known = ports.study(study)
  if (known === null) return 'LATER'
  const { identity, first, policy, post, shown } = message
  if (!isSameExam(identity, known)) throw new ExpectedError('dossier/identity-differs', { subject: study })
  if (ports.course.knowsAssignment(message.assignmentId)) return nothingNew
  for (const opinion of shown) await opens(ports, study, opinion)
  return () => {
    if (first !== null) promiseFirst(ports, from, study, message, first, reader)
    if (post === 'ARBITRE') ports.course.opposedHere(study, policy, message.round, shown.map(({ place, reader: whose, digest }) => ({ place: place === 'B' ? 'B' : 'A', reader: whose, digest })))
    for (const opinion of shown) keepShown(ports, from, study, policy, opinion, reader)
    ports.course.assignedHere({ studyInstanceUID: study, policy, first: first?.readerCode ?? null }, { id: message.assignmentId, reader, post, dueOn: message.dueOn, round: message.round }, { by: from, at: message.assignedAt })
    record(ports, from, study, `assign ${post} ${reader}`)
    changed(ports, study)
  }
}

/** The first sheet was corrected: its promise follows, or the opinion itself where this reader has it before him. */
export function promiseAgain(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, first: NonNullable<RoundMessageOf<'ASSIGNED'>['first']>, shown: readonly ReleasedOpinion[], reader: AccountId): void {
  const standing = readingById(ports.store, first.readingId)
  if (standing?.study_instance_uid !== study || standing.kind !== 'FIRST') throw new ExpectedError('rounds/first-changed', { subject: study })
  keepForeignContext(ports.store, { readingId: first.readingId, study }, first.context)
  keepPromise(ports.store, first.readingId, first)
  record(ports, from, first.readingId, `assigned ${promiseWords(first)}`)
  for (const opinion of shown) keepOpinion(ports, from, opinion, reader)
}

/** The first reading as one that lies on another console: who signed it is a code until the release. */
function promiseFirst(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { policy, assignedAt: at }: RoundMessageOf<'ASSIGNED'>, first: NonNullable<RoundMessageOf<'ASSIGNED'>['first']>, reader: AccountId): void {
  const { store } = ports
  const standing = signedReading(store, study, 'FIRST')
  // One that was given earlier and comes later promises what no longer holds.
  if (standing?.id === first.readingId && ports.course.isGivenSince(study, at)) return
  if (standing?.account_id === reader) throw new ExpectedError('reading/same-reader', { subject: study })
  if (standing !== null && standing.id !== first.readingId) throw new ExpectedError('rounds/first-changed', { subject: study })
  if (standing === null) {
    insertSigned(store, { id: first.readingId, study, reader: first.readerCode, kind: 'FIRST', policy, readerCode: first.readerCode, round: 1, startedAt: first.signedAt, place: '' }, { at: first.signedAt, reportId: ports.newId(), awaited: 1 })
    keepForeignContext(store, { readingId: first.readingId, study }, first.context)
  }
  keepPromise(store, first.readingId, first)
  record(ports, from, first.readingId, `assigned ${promiseWords(first)}`)
}

/** Opinions that the reader has before him at once: two that an arbiter decides between, or the first one by the order's letter. */
function keepShown(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, policy: RoundMessageOf<'ASSIGNED'>['policy'], opinion: ReleasedOpinion, reader: AccountId): void {
  const { store } = ports
  if (readingById(store, opinion.readingId) === null) {
    insertSigned(store, { id: opinion.readingId, study, reader: opinion.reader, kind: 'SECOND', policy, readerCode: opinion.readerCode, round: roundOf(store, study), startedAt: opinion.signedAt, place: opinion.place }, { at: opinion.signedAt, reportId: ports.newId(), awaited: null })
  }
  keepPromise(store, opinion.readingId, opinion)
  record(ports, from, opinion.readingId, `assigned ${promiseWords(opinion)}`)
  keepOpinion(ports, from, opinion, reader)
}

function keepOpinion({ store, now }: ReadingPorts, from: AccountId, opinion: ReleasedOpinion, reader: AccountId): void {
  store.prepare('UPDATE readings SET account_id = ? WHERE id = ? AND account_id = reader_code').run(opinion.reader, opinion.readingId)
  keepReleased(store, { readingId: opinion.readingId, accountId: reader, digest: opinion.digest, sealed: opinion.sealed, pdfSealed: null, at: now().toISOString(), by: from })
}

/** Opens for this very reader, is what was promised, and was signed by whom it names. */
export async function opens({ sealing }: ReadingPorts, study: StudyInstanceUID, { sealed, witness, readingId, reader }: ReleasedOpinion): Promise<void> {
  await opinionOf(sealing.openReleased(sealed, witness), { id: readingId, account_id: reader, study_instance_uid: study }, 'STANDING')
}

export function withdrawnHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'WITHDRAWN'>): Taking {
  if (!ports.course.knowsAssignment(message.assignmentId)) return 'LATER'
  const reader = self(ports)
  return () => {
    ports.course.withdrawnHere(study, message.assignmentId, reader, from)
    record(ports, from, study, `unassign ${reader}`)
    changed(ports, study)
  }
}

export async function releasedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'RELEASED'>): Promise<Taking> {
  const { store } = ports
  const reader = self(ports)
  const own = readingById(store, message.readingId)
  if (own?.account_id !== reader || own.study_instance_uid !== study) throw new ExpectedError('request/not-found', { subject: study })
  if (assignedTo(store, study).every((one) => one.reader !== reader)) throw new ExpectedError('dossier/unassigned', { subject: study })
  // A release is opened by nobody whose own opinion is not the one that it answers.
  if (standingDigest(store, own.id, 'FROZEN') !== message.frozen) throw new ExpectedError('rounds/frozen-differs', { subject: study })
  const { opinion } = message
  const promised = committedPromise(ports, { id: opinion.readingId })
  if (promised?.digest !== opinion.digest || promised.witness !== opinion.witness) throw new ExpectedError('rounds/first-changed', { subject: study })
  await opens(ports, study, opinion)
  return () => {
    keepOpinion(ports, from, opinion, reader)
    record(ports, from, own.id, `release ${promiseWords(opinion)}`)
    changed(ports, study)
  }
}

export function concludedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { round, second, result }: RoundMessageOf<'CONCLUDED'>): Taking {
  const { store } = ports
  const own = liveReading(store, study, self(ports))
  if (own?.signed_at == null) throw new ExpectedError('request/not-found', { subject: study })
  return () => {
    if (second !== null && readingById(store, second.readingId) === null) {
      insertSigned(store, { id: second.readingId, study, reader: second.readerCode, kind: 'SECOND', policy: own.policy, readerCode: second.readerCode, round, startedAt: second.signedAt, place: '' }, { at: second.signedAt, reportId: ports.newId(), awaited: null })
    }
    ports.blindnessOver(study, result ?? undefined)
    record(ports, from, study, 'concluded')
    changed(ports, study)
  }
}

function self({ activeAccount }: ReadingPorts): AccountId {
  const account = activeAccount()
  if (account === null) throw new ExpectedError('session/locked')
  return account.id
}
