/** The reading room: opinions from draft to signature, sealing and reveal, and who may see what. */
import { ExpectedError, type Account, type AccountId, type AssignedPost, type Avis, type CallContext, type HandlersOf, type RoundMessage, type StudyInstanceUID } from '../contract/index.ts'
import { addAddendum, replaceReport, withdrawReport } from './amendments.ts'
import { compareIndependent } from './compare-independent.ts'
import { agreedCorrections, answerCorrection, askCorrection, askedOfCoordinator, correct, saveCorrection } from './corrections.ts'
import { countedOpinion } from './counted-opinion.ts'
import { examChanged, type ExamChange } from './exam-changed.ts'
import { disputeSide } from './disputed-sides.ts'
import { promiseFor, takeMessage, type PromisedRound, type Taking } from './foreign/index.ts'
import { markUrgent } from './mark-urgent.ts'
import { openReading } from './open-reading.ts'
import type { ReadingPorts } from './ports.ts'
import { releasedPdf, releaseOpinions, waitingReleases } from './release.ts'
import { awaitsSecond, createSessionActs, type SessionActs } from './session-acts.ts'
import type { SignedSheet } from '../domain/second-reading/index.ts'
import { signedSheet } from './signed-sheet.ts'
import { signReading } from './sign-reading.ts'
import { undoOpinion } from './undo-opinion.ts'
import { concealedFrom, deliveryStateChanged, holdsStudy, maySeeDeliveries, maySeeDeliveriesOf, maySeeReportOf, staysBlind, studyOf } from './standing.ts'
import { changeOpinion, freeze, reveal, saveDraft } from './write-opinion.ts'

export type { Elsewhere, ReadingNews } from './elsewhere.ts'
export type { PromisedRound, Taking } from './foreign/index.ts'
export type { SessionActs } from './session-acts.ts'
export type { Fate, HeldDocuments, PreparedReport, ReadingPorts, StudyToRead } from './ports.ts'

type ReadingOperation = 'reading.open' | 'reading.saveDraft' | 'reading.disputeSide' | 'reading.markUrgent' | 'reading.freeze' | 'reading.undo' | 'reading.reveal' | 'reading.change' | 'reading.sign' | 'reading.addAddendum' | 'reading.replaceReport' | 'reading.withdrawReport' | 'reading.askCorrection' | 'reading.saveCorrection' | 'reading.correct' | 'reading.agreedCorrections' | 'reading.corrections' | 'reading.answerCorrection' | 'exchange.waiting' | 'exchange.release'

export interface ReadingRoom {
  readonly handlers: HandlersOf<ReadingOperation>
  /** Whether the account may see the signed report of a reading (own, or shared by the policy at this phase). */
  maySeeReportOf(account: Pick<Account, 'id' | 'roles'>, readingId: string): boolean
  /** Whether the account may know how the report of a reading fares on its way. */
  maySeeDeliveriesOf(account: Pick<Account, 'id' | 'roles'>, readingId: string): boolean
  maySeeDeliveries(account: Pick<Account, 'id' | 'roles'>, reportId: string): boolean
  /** A report as it was released to an account. */
  releasedPdf(readingId: string, accountId: string): string | null
  /** A reading that the account signed, as its sheet is printed. */
  signedSheet(account: Account, readingId: string): Promise<SignedSheet>
  /** Identifiers that the audit view leaves out for the account. */
  concealedFrom(account: Pick<Account, 'id' | 'roles'>): string[]
  /** Whether the account must not see what a machine found on the study: see `mustStayBlind`. */
  staysBlind(account: Pick<Account, 'id' | 'roles'>, studyInstanceUID: string): boolean
  holdsStudy(studyInstanceUID: string): boolean
  /** The study of a reading or of its report. */
  studyOf(id: string): string | null
  /** A final opinion, for a coordinator or for its own reader; `request/not-found` otherwise. */
  countedOpinion(account: Pick<Account, 'id' | 'roles'>, readingId: string, moment: 'FROZEN' | 'SIGNED' | 'FINAL'): Promise<Avis>
  /** Whether the account may begin, or go on with, its second reading of the study. */
  awaitsSecond(account: Account, studyInstanceUID: string): boolean
  /** In the transaction in which the exam changed: readings that are not final go back, their readers are warned. */
  examChanged(studyInstanceUID: string, what: ExamChange): void
  /** Compares the independent readings that this session can open. */
  compareIndependent(): Promise<void>
  readonly sessionActs: SessionActs
  /** What a message of another console does here, to be run in the transaction of its letter. */
  takeMessage(from: AccountId, studyInstanceUID: StudyInstanceUID, message: RoundMessage): Promise<Taking>
  /** What a reader of another console is promised, or shown, with an exam that is given to him. Needs the centre's key. */
  promiseFor(reader: AccountId, studyInstanceUID: StudyInstanceUID, post: AssignedPost): Promise<PromisedRound>
  /** To be called by sync, in its transaction or out of one, when a delivery of the report changed state. */
  deliveryStateChanged(reportId: string): void
}

export function createReading(ports: ReadingPorts): ReadingRoom {
  const { store } = ports
  return {
    handlers: {
      'reading.open': (input, context) => openReading(ports, reader(context), input.studyInstanceUID, context),
      'reading.saveDraft': (input, context) => saveDraft(ports, reader(context), input),
      'reading.disputeSide': (input, context) => disputeSide(ports, reader(context), input, context),
      'reading.markUrgent': (input, context) => markUrgent(ports, reader(context), input, context),
      'reading.freeze': (input, context) => freeze(ports, reader(context), input, context),
      'reading.undo': (input, context) => undoOpinion(ports, reader(context), input, context),
      'reading.reveal': (input, context) => reveal(ports, reader(context), input, context),
      'reading.change': (input, context) => changeOpinion(ports, reader(context), input, context),
      'reading.sign': (input, context) => signReading(ports, reader(context), input, context),
      'reading.addAddendum': (input, context) => addAddendum(ports, reader(context), input, context),
      'reading.replaceReport': (input, context) => replaceReport(ports, reader(context), input, context),
      'reading.withdrawReport': (input, context) => withdrawReport(ports, reader(context), input, context),
      'reading.askCorrection': (input, context) => askCorrection(ports, reader(context), input, context),
      'reading.saveCorrection': (input, context) => saveCorrection(ports, reader(context), input),
      'reading.correct': (input, context) => correct(ports, reader(context), input, context),
      'reading.agreedCorrections': (_, context) => agreedCorrections(ports, reader(context)),
      'reading.corrections': () => askedOfCoordinator(ports),
      'reading.answerCorrection': (input, context) => answerCorrection(ports, reader(context), input, context),
      'exchange.waiting': () => ({ rows: waitingReleases(ports.store) }),
      'exchange.release': ({ readingId }, context) => releaseOpinions(ports, reader(context), readingId, context),
    },
    maySeeReportOf: (account, readingId) => maySeeReportOf(store, account, readingId),
    maySeeDeliveriesOf: (account, readingId) => maySeeDeliveriesOf(store, account, readingId),
    maySeeDeliveries: (account, reportId) => maySeeDeliveries(store, account, reportId),
    releasedPdf: (readingId, accountId) => releasedPdf(store, readingId, accountId),
    signedSheet: (account, readingId) => signedSheet(ports, account, readingId),
    concealedFrom: (account) => concealedFrom(store, account),
    staysBlind: (account, studyInstanceUID) => staysBlind(ports, account, studyInstanceUID),
    countedOpinion: (account, readingId, moment) => countedOpinion(ports, account, readingId, moment),
    awaitsSecond: (account, studyInstanceUID) => awaitsSecond(ports, account, studyInstanceUID),
    examChanged: (studyInstanceUID, what) => examChanged(ports, studyInstanceUID, what),
    compareIndependent: () => compareIndependent(ports),
    sessionActs: createSessionActs(ports),
    takeMessage: (from, studyInstanceUID, message) => takeMessage(ports, from, studyInstanceUID, message),
    promiseFor: (reader, studyInstanceUID, post) => promiseFor(ports, reader, studyInstanceUID, post),
    studyOf: (id) => studyOf(store, id),
    holdsStudy: (studyInstanceUID) => holdsStudy(store, studyInstanceUID),
    deliveryStateChanged: (reportId) => deliveryStateChanged(ports, reportId),
  }
}

function reader(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
