/** The programme's room: where every exam stands between its first reading and its closure, held by the list of its
 *  events. The reading room moves it by its acts; readers and the coordinator by the operations here. */
import { ExpectedError, type Account, type CallContext, type DossierView, type HandlersOf, type OperationName, type StudyInstanceUID } from '../contract/index.ts'
import type { Dossier, DossierEvent, Place } from '../domain/dossier/index.ts'
import { assign, assignments, unassign } from './assign.ts'
import { colleagues, consultations } from './consultations.ts'
import { createCourse, type ExamCourse } from './course.ts'
import { createDeskCourse, type DeskCourse } from './desk-course.ts'
import { loadDossier } from './event-list.ts'
import { actorOf, beat, isHiddenFrom, move, requireDossier, settle } from './move.ts'
import { createOwnRecalls } from './own-recalls.ts'
import { placeOf } from './place-of.ts'
import type { ProgrammePorts } from './ports.ts'
import { lateChanges } from './late-changes.ts'
import { presentDossier } from './present-dossier.ts'
import { sweep } from './sweep.ts'
import { verifiedIdentity } from './verify-identity.ts'

export type { CourseAct, CourseReading, ExamCourse } from './course.ts'
export { assignedTo, withdrawAssignment, type Assigned } from './assignment-rows.ts'
export type { AssignmentNews, DetourNews, ProgrammePorts } from './ports.ts'
export type { DeskAct, DeskCourse } from './desk-course.ts'
export { changesFor, hadPriorsSince, isNews, keepNews, lastChangeAt, markKnown, markTold, oweNews, untoldNews, type ExamNews } from './exam-news.ts'
export type { ExamPlace } from './exam-places.ts'
export type { PastReading } from './past.ts'

type ProgrammeOperation = Extract<OperationName, `programme.${string}`>

export interface ProgrammeRoom {
  readonly handlers: HandlersOf<ProgrammeOperation>
  readonly course: ExamCourse
  /** Share of technical recalls among the signed second readings of an account; null while they are too few to say. */
  recallShare(accountId: string): number | null
  /** For the structure's desk. */
  readonly desk: DeskCourse
  /** Settles what time alone has changed since: leases that ended, priors that came or did not. */
  sweep(): void
}

export function createProgramme(ports: ProgrammePorts): ProgrammeRoom {
  /** Judged and written with the audit row of the operation; the answer is the exam as the account may then know it. */
  function act(study: StudyInstanceUID, context: CallContext, events: (dossier: Dossier) => readonly DossierEvent[], known?: number, also: () => void = () => undefined): { dossier: DossierView } {
    const account = present(context)
    const dossier = context.act(study, () => {
      const now = ports.now().getTime()
      const before = settle(ports, study, requireDossier(ports, study, account), now)
      const after = events(before).reduce((moved, event) => move(ports, study, moved, event, { now, by: actorOf(account) }, known), before)
      also()
      return after
    }, context.operation)
    ports.emit({ type: 'reading.changed', studyInstanceUID: study })
    ports.emit({ type: 'worklist.changed' })
    ports.emit({ type: 'structure.changed' })
    return { dossier: presentDossier(study, dossier, account, ports.parameters(), lateChanges(ports.store, study, dossier)) }
  }
  const recalls = createOwnRecalls(ports)
  const course = createCourse(ports)
  const one = (event: DossierEvent) => () => [event]
  const at = (event: (place: Place) => DossierEvent) => (dossier: Dossier) => [event(placeOf(dossier))]

  return {
    handlers: {
      'programme.dossier': ({ studyInstanceUID }, context) => {
        if (ports.images(studyInstanceUID) === null) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
        const dossier = loadDossier(ports.store, studyInstanceUID, ports.parameters())
        return { dossier: dossier === null || isHiddenFrom(dossier, present(context)) ? null : presentDossier(studyInstanceUID, dossier, present(context), ports.parameters(), lateChanges(ports.store, studyInstanceUID, dossier)) }
      },
      'programme.heartbeat': ({ studyInstanceUID }, context) => {
        const until = ports.store.transaction(() => beat(ports, studyInstanceUID, present(context), ports.now().getTime()))
        return { leaseUntil: until === null ? null : new Date(until).toISOString() }
      },
      'programme.defer': async ({ studyInstanceUID, reason }, context) => {
        const tell = await ports.told({ type: 'PUT_ASIDE', studyInstanceUID, reason, at: ports.now().toISOString() })
        return act(studyInstanceUID, context, one({ type: 'differer', reason }), undefined, tell)
      },
      'programme.requestPriors': async ({ studyInstanceUID, reason }, context) => {
        const tell = await ports.told({ type: 'PRIORS_ASKED', studyInstanceUID, reason, at: ports.now().toISOString() })
        return act(studyInstanceUID, context, one({ type: 'demanderAnteriorites', reason }), ports.priorsHere(studyInstanceUID), tell)
      },
      'programme.askConsensus': ({ studyInstanceUID, invited, reason }, context) => {
        requireReachable(ports, invited, studyInstanceUID)
        return act(studyInstanceUID, context, one({ type: 'demanderConsensus', invited, reason, invitedEntitled: isSecondReader(ports, invited) }))
      },
      'programme.withdrawConsensus': ({ studyInstanceUID }, context) => act(studyInstanceUID, context, one({ type: 'retirerConsensus' })),
      'programme.joinConsensus': ({ studyInstanceUID }, context) => act(studyInstanceUID, context, one({ type: 'ouvrirConsensus' })),
      'programme.endConsensus': ({ studyInstanceUID }, context) => act(studyInstanceUID, context, one({ type: 'rendreConsensus' })),

      'programme.colleagues': (_, context) => colleagues(ports, present(context)),
      'programme.consultations': (_, context) => consultations(ports, present(context)),

      'programme.assignments': (_, context) => assignments(ports, present(context)),
      'programme.assign': (input, context) => assign(ports, present(context), input, context),
      'programme.unassign': (input, context) => unassign(ports, present(context), input, context),

      'programme.verifyIdentity': (input, context) => act(input.studyInstanceUID, context, (dossier) => verifiedIdentity(ports, dossier, present(context), input), undefined, () => { ports.lookAgain(input.studyInstanceUID) }),
      'programme.resume': ({ studyInstanceUID }, context) => act(studyInstanceUID, context, at((place) => ({ type: 'reprendre', place }))),
      'programme.answerPriors': ({ studyInstanceUID, answer }, context) => act(studyInstanceUID, context, at((place) => ({ type: 'anterioritesRecues', place, answer }))),
      'programme.release': ({ studyInstanceUID, reason }, context) => act(studyInstanceUID, context, at((place) => ({ type: 'liberer', place, reason }))),
      'programme.cancel': ({ studyInstanceUID, reason }, context) => act(studyInstanceUID, context, one({ type: 'annulerDossier', reason })),
      'programme.close': ({ studyInstanceUID, reason }, context) => act(studyInstanceUID, context, one({ type: 'clore', reason })),
    },
    course: { ...course, told(reading, account, act) { course.told(reading, account, act); if (act.type === 'sign') recalls.signed(account.id) } },
    recallShare: (accountId) => recalls.share(accountId),
    desk: createDeskCourse(ports),
    sweep: () => sweep(ports),
  }
}

/** On a reader's console colleagues of other consoles are not called: nobody there would hear of it. */
function requireReachable({ store }: ProgrammePorts, invited: string, study: string): void {
  const joined = store.prepare('SELECT 1 FROM assigned_only').get() !== undefined
  if (joined && store.prepare<[string]>('SELECT 1 FROM accounts WHERE id = ?').get(invited) === undefined) throw new ExpectedError('rounds/consensus-elsewhere', { subject: study })
}

function isSecondReader({ store }: ProgrammePorts, accountId: string): boolean {
  return store.prepare<[string], { roles: string }>('SELECT roles FROM accounts WHERE id = ?').get(accountId)?.roles.includes('"L2"') ?? false
}

function present({ account }: CallContext): Account {
  if (account === null) throw new ExpectedError('session/locked')
  return account
}
