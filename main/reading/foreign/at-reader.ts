/** On a reader's console: exams that the centre gives and takes back, the first opinion once it may be seen, and the end of
 *  a masked exam. Until the release nothing of a first opinion is here but its digest and its witness. */
import { ExpectedError, type AccountId, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { assignedTo } from '../../programme/index.ts'
import type { ReadingPorts } from '../ports.ts'
import { readingById, signedReading } from '../reading-rows.ts'
import { keepReleased } from '../release.ts'
import { committedPromise, opinionOf, promiseWords, standingDigest } from '../sealed-opinions.ts'
import { keepForeignContext } from '../sheet-contexts.ts'
import type { Taking } from './at-centre.ts'
import { changed, isSameExam, nothingNew, record } from './common.ts'
import { insertSigned, keepPromise } from './rows.ts'

export function assignedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'ASSIGNED'>): Taking {
  const { store } = ports
  const reader = self(ports)
  const known = ports.study(study)
  if (known === null) return 'LATER'
  const { identity, first, policy, post } = message
  if (!isSameExam(identity, known)) throw new ExpectedError('dossier/identity-differs', { subject: study })
  if (ports.course.knowsAssignment(message.assignmentId)) return nothingNew
  return () => {
    const standing = first === null ? null : signedReading(store, study, 'FIRST')
    if (standing !== null && (standing.id !== first?.readingId || standing.account_id === reader)) throw new ExpectedError(standing.account_id === reader ? 'reading/same-reader' : 'rounds/first-changed', { subject: study })
    if (first !== null) {
      if (standing === null) {
        insertSigned(store, { id: first.readingId, study, reader: first.readerCode, kind: 'FIRST', policy, readerCode: first.readerCode, round: 1, startedAt: first.signedAt }, { at: first.signedAt, reportId: ports.newId(), awaited: 1 })
        keepForeignContext(store, { readingId: first.readingId, study }, first.context)
      }
      keepPromise(store, first.readingId, first)
      record(ports, from, first.readingId, `assigned ${promiseWords(first)}`)
    }
    ports.course.assignedHere({ studyInstanceUID: study, policy, first: first?.readerCode ?? null }, { id: message.assignmentId, reader, post, dueOn: message.dueOn }, { by: from, at: message.assignedAt })
    record(ports, from, study, `assign ${post} ${reader}`)
    changed(ports, study)
  }
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
  await opinionOf(ports.sealing.openReleased(opinion.sealed, promised.witness), { id: opinion.readingId, account_id: opinion.reader, study_instance_uid: study }, 'SIGNED')
  return () => {
    store.prepare('UPDATE readings SET account_id = ? WHERE id = ? AND account_id = reader_code').run(opinion.reader, opinion.readingId)
    keepReleased(store, { readingId: opinion.readingId, accountId: reader, digest: opinion.digest, sealed: opinion.sealed, pdfSealed: null, at: ports.now().toISOString(), by: from })
    record(ports, from, own.id, `release ${promiseWords(opinion)}`)
    changed(ports, study)
  }
}

export function concludedHere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { round, second }: RoundMessageOf<'CONCLUDED'>): Taking {
  const { store } = ports
  const reader = self(ports)
  const first = signedReading(store, study, 'FIRST')
  if (first?.account_id !== reader) throw new ExpectedError('request/not-found', { subject: study })
  return () => {
    if (readingById(store, second.readingId) === null) {
      insertSigned(store, { id: second.readingId, study, reader: second.readerCode, kind: 'SECOND', policy: first.policy, readerCode: second.readerCode, round, startedAt: second.signedAt }, { at: second.signedAt, reportId: ports.newId(), awaited: null })
    }
    ports.blindnessOver(study)
    record(ports, from, study, 'concluded')
    changed(ports, study)
  }
}

function self({ activeAccount }: ReadingPorts): AccountId {
  const account = activeAccount()
  if (account === null) throw new ExpectedError('session/locked')
  return account.id
}
