/** At the centre: what a reader of another console did. The envelope is opened with the centre's key before anything is
 *  kept, so that one that was cut short or changed is refused at once; what stands then is the envelope and its digest in
 *  the audit trail, as for a reading of this console, and the exam moves by it. */
import { ExpectedError, type AccountId, type ExamIdentity, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { visibility } from '../../domain/second-reading/index.ts'
import { goesToSecondReader } from '../../domain/sheet/index.ts'
import { assignedTo, changesFor } from '../../programme/index.ts'
import { agreesUnrevealed } from '../confront.ts'
import { sendOn, tellCourse } from '../course.ts'
import type { ReadingPorts } from '../ports.ts'
import { liveReading, policyOfExam, readingById, roundOf, signedReading, supersedeOthers, type ReadingRow } from '../reading-rows.ts'
import { isReleasedTo, keepReleased, staysMasked, type Released } from '../release.ts'
import { commitment, isKnown, isUndone, keepEnvelope, openForeign, standingDigest, undoEnvelope, type Moment } from '../sealed-opinions.ts'
import { keepContext } from '../sheet-contexts.ts'
import { changed, isSameExam, nothingNew, readerOf, record } from './common.ts'
import { insertFrozen, insertSigned, moveForeign, type ForeignReading } from './rows.ts'

/** `LATER`: something that comes before it has not come yet. */
export type Taking = (() => void) | 'LATER'
export async function firstSigned(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'FIRST_SIGNED'>): Promise<Taking> {
  const { store } = ports
  const known = ports.study(study)
  if (known === null) return 'LATER'
  const { identity, signed } = message
  if (!isSameExam(identity, known) && !ports.course.identityVerified(study, identity, known)) return otherWoman(ports, from, study, identity, known)
  if (isKnown(store, signed.digest)) return nothingNew
  const policy = ports.policy()
  const reading: ForeignReading = { id: message.readingId, study, reader: from, kind: 'FIRST', policy, readerCode: message.readerCode, round: 1, startedAt: message.startedAt, place: '' }
  const { avis } = await openForeign(ports, rowLike(reading), 'SIGNED', signed)
  const awaited = goesToSecondReader(avis) ? 1 : 0
  const releases = await releasesOf(ports, from, reading, signed)
  return () => {
    if (signedReading(store, study, 'FIRST') !== null || policy === 'INDEPENDANT') throw new ExpectedError('rounds/already-read', { subject: study })
    insertSigned(store, reading, { at: signed.at, reportId: message.reportId, awaited })
    keepForeign(ports, from, reading.id, 'SIGNED', signed)
    const row = present(readingById(store, reading.id))
    keepContext(store, row, avis)
    for (const released of releases) keepReleased(store, released)
    supersedeOthers(store, row, signed.at)
    if (awaited === 1) sendOn(ports, row)
    changed(ports, study)
  }
}

/** By the letter of the order the second reader has the first sheet at once: sealed again for those of this console. */
async function releasesOf(ports: ReadingPorts, by: AccountId, { id, policy, reader }: ForeignReading, { envelope, digest, at }: RoundMessageOf<'FROZEN'>['frozen']): Promise<Released[]> {
  if (ports.centreMode() === 'CONSOLE' || !visibility(policy, 'LECTURE', 'SECOND').has('FIRST_OPINION')) return []
  const readers = await Promise.all(ports.accountsWith('L2').filter((one) => one !== reader).map((one) => ports.readerKey(one)))
  return Promise.all(readers.filter((one) => one !== null).map(async (one) => ({ readingId: id, accountId: one.id, digest, at, by, pdfSealed: null, sealed: await ports.sealing.release(envelope, digest, one) })))
}

/** The sheet names another woman than the images: the exam waits incomplete for the coordinator, the sheet is refused until then. */
function otherWoman(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, sheet: ExamIdentity, images: ExamIdentity): never {
  ports.store.transaction(() => {
    if (!ports.course.receivedIncomplete(study, sheet, images)) return
    ports.audit.record({ actor: from, event: 'patient-record', outcome: 'failure', object: study, detail: 'first reading: identity of the sheet differs' })
    changed(ports, study)
  })
  throw new ExpectedError('dossier/identity-differs', { subject: study })
}

export async function frozenElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'FROZEN'>): Promise<Taking> {
  const { store } = ports
  if (isKnown(store, message.frozen.digest)) return nothingNew
  if (isOvertaken(ports, from, message.readingId, message.frozen.at)) return overtaken(ports, from, study)
  const reading = assignedReading(ports, from, study, message)
  const standing = ownOf(ports, study, from, message.readingId)
  const digest = standingDigest(store, message.readingId, 'FROZEN')
  // The one before was undone, and that has not come yet.
  if (digest !== null) return 'LATER'
  // It spoke of the exam as it was, as far as is known here: it is kept, and its reader goes on writing.
  const changes = changesFor(store, study, from)
  const outdated = changes.open || (changes.knownAt !== null && message.frozen.at <= changes.knownAt)
  await openForeign(ports, rowLike(reading), 'FROZEN', message.frozen)
  return () => {
    const { at } = message.frozen
    if (standing === null) insertFrozen(store, reading, at)
    else moveForeign(store, reading.id, { phase: 'AVIS_FIGE', frozen_at: at, signed_at: null, report_id: null, place: '', round: reading.round })
    keepForeign(ports, from, reading.id, 'FROZEN', message.frozen)
    store.prepare('UPDATE readings SET returned = ? WHERE id = ?').run(outdated ? changes.what : null, reading.id)
    if (!outdated) ports.course.frozenElsewhere(courseReading(ports, present(readingById(store, reading.id))), readerOf(from), message.frozen.digest, Date.parse(at))
    changed(ports, study)
  }
}

export function putAsideElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { reason, at }: RoundMessageOf<'PUT_ASIDE'>): Taking {
  if (assignedTo(ports.store, study).every(({ reader }) => reader !== from)) throw new ExpectedError('rounds/not-assigned', { subject: study })
  return () => {
    ports.course.putAsideElsewhere(study, readerOf(from), reason, Date.parse(at))
    record(ports, from, study, 'put aside')
    changed(ports, study)
  }
}

export function undoneElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'UNDONE'>): Taking {
  const { store } = ports
  if (isUndone(store, message.digest)) return nothingNew
  if (!isKnown(store, message.digest) && isOvertaken(ports, from, message.readingId, message.at)) return overtaken(ports, from, study)
  const row = ownOf(ports, study, from, message.readingId)
  if (row === null) return 'LATER'
  const standing = standingDigest(store, row.id, 'FROZEN')
  if (standing !== message.digest) return 'LATER'
  return () => {
    if (isReleasedTo(store, row)) throw new ExpectedError('rounds/undone-too-late', { subject: study })
    moveForeign(store, row.id, { phase: 'LECTURE_AVEUGLE', frozen_at: null, signed_at: null, report_id: null, place: '', round: row.round })
    undoEnvelope(store, row.id, message.at)
    // Otherwise the exam had gone back before that.
    if (row.returned === null) ports.course.told(courseReading(ports, row), readerOf(from), { type: 'undo' }, Date.parse(message.at))
    record(ports, from, row.id, 'undo')
    changed(ports, study)
  }
}

export async function signedElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, message: RoundMessageOf<'SIGNED'>): Promise<Taking> {
  const { store } = ports
  if (isKnown(store, message.signed.digest)) return nothingNew
  const reading = assignedReading(ports, from, study, message)
  const standing = ownOf(ports, study, from, message.readingId)
  if (standingDigest(store, message.readingId, 'FROZEN') !== message.frozen) return 'LATER'
  const opinion = await openForeign(ports, rowLike(reading), 'SIGNED', message.signed)
  // Signed before its reader knew that the exam changed: it is final, and the coordinator is told.
  const changes = changesFor(store, study, from)
  const outdated = changes.open ? changes.what : standing?.returned ?? null
  return () => {
    const { signed, reportId } = message
    if (standing !== null) signable(ports, standing, opinion)
    if (standing === null) insertSigned(store, reading, { at: signed.at, reportId, awaited: null })
    else moveForeign(store, reading.id, { phase: 'DEFINITIF', frozen_at: standing.frozen_at, signed_at: signed.at, report_id: reportId, place: ports.course.placeOf(study, from), round: reading.round })
    const row = present(readingById(store, reading.id))
    keepForeign(ports, from, reading.id, 'SIGNED', signed)
    if (message.frozen !== null) ports.course.resumedElsewhere(study, readerOf(from), message.frozen, Date.parse(signed.at))
    const revealed = standing !== null && isReleasedTo(store, standing)
    if (revealed) tellCourse(ports, row, readerOf(from), { type: 'reveal' })
    if (revealed && opinion.changeReason !== '') tellCourse(ports, row, readerOf(from), { type: 'change' })
    tellCourse(ports, row, readerOf(from), { type: 'sign', digest: signed.digest, avis: opinion.avis })
    if (outdated !== null) ports.course.changedTooLate(study, outdated)
    supersedeOthers(store, row, signed.at)
    if (!staysMasked(row)) ports.blindnessOver(study)
    changed(ports, study)
  }
}

/** What was never confronted with the first reading may only be a negative that needs no confrontation. */
function signable(ports: ReadingPorts, row: ReadingRow, opinion: { readonly avis: Parameters<typeof agreesUnrevealed>[2]['avis'] }): void {
  if (row.policy === 'FR_DOCS_MASQUE' && !isReleasedTo(ports.store, row) && !agreesUnrevealed(ports, row, opinion)) throw new ExpectedError('dossier/reveal-first', { subject: row.study_instance_uid })
}

/** A later opinion of the same reading, by the same console's clock, has come already. */
function isOvertaken({ store }: ReadingPorts, from: AccountId, readingId: string, at: string): boolean {
  const row = readingById(store, readingId)
  return row?.account_id === from && row.frozen_at !== null && row.frozen_at > at
}

const overtaken = (ports: ReadingPorts, from: AccountId, study: StudyInstanceUID) => (): void => { record(ports, from, study, 'overtaken') }

/** The reading as the coordinator gave it to this very reader; refused from anybody else. */
function assignedReading({ store, policy }: ReadingPorts, from: AccountId, study: string, { readingId, readerCode, startedAt }: Pick<RoundMessageOf<'FROZEN'>, 'readingId' | 'readerCode' | 'startedAt'>): ForeignReading {
  const given = assignedTo(store, study).find(({ reader }) => reader === from)
  if (given === undefined) throw new ExpectedError('rounds/not-assigned', { subject: study })
  return { id: readingId, study, reader: from, kind: given.post === 'ARBITRE' ? 'ARBITRATION' : 'SECOND', policy: policyOfExam(store, study, policy()), readerCode, round: roundOf(store, study), startedAt, place: '' }
}

/** The reader's reading as it is known here; refused where another one stands, or is signed. */
function ownOf({ store }: ReadingPorts, study: string, from: AccountId, readingId: string): ReadingRow | null {
  const row = liveReading(store, study, from)
  const known = readingById(store, readingId)
  if (row === null && known?.returned != null && known.signed_at === null) throw new ExpectedError('rounds/exam-changed', { subject: study })
  if ((row !== null && (row.id !== readingId || row.signed_at !== null)) || (row === null && known !== null)) throw new ExpectedError('rounds/already-read', { subject: study })
  return row
}

const acts = { FROZEN: 'freeze', SIGNED: 'sign', CORRECTED: 'correct' } as const

export function keepForeign(ports: ReadingPorts, from: AccountId, readingId: string, moment: Moment, { at, digest, envelope }: RoundMessageOf<'FROZEN'>['frozen']): void {
  keepEnvelope(ports.store, readingId, { moment, envelope, digest, at })
  record(ports, from, readingId, commitment(acts[moment], digest))
}

const rowLike = ({ id, reader, study }: ForeignReading) => ({ id, account_id: reader, study_instance_uid: study })
export const courseReading = ({ store }: ReadingPorts, { study_instance_uid, kind, policy, phase }: ReadingRow) => ({ studyInstanceUID: study_instance_uid, kind, policy, phase, first: signedReading(store, study_instance_uid, 'FIRST')?.account_id ?? null })

function present(row: ReadingRow | null): ReadingRow {
  if (row === null) throw new Error('A foreign reading is not there')
  return row
}
