/** The course of exams for the structure's desk: where each stands, which acts its coordinator has now, and what an act of
 *  the desk makes of it, in the transaction of that act or not at all. */
import { coordinatorAct, type Account, type CoordinatorAct, type ExamDetail, type LetterRecipient, type LetterResult } from '../contract/index.ts'
import { advance, stateOf, table, type Cause, type Dossier, type DossierEvent } from '../domain/dossier/index.ts'
import { loadDossier } from './event-list.ts'
import { examPlaces, initialImages, type ExamPlace } from './exam-places.ts'
import { doubtOf } from './identity-doubts.ts'
import { actorOf, move, requireDossier, settle } from './move.ts'
import { pastEvents, recordPast, type PastReading } from './past.ts'
import { placeOf } from './place-of.ts'
import type { ProgrammePorts } from './ports.ts'
import { inDoubt } from './verify-identity.ts'

export type DeskAct =
  /** `complete`: every recipient has theirs. `images`: those of the exam that are here. */
  | { readonly type: 'LETTER'; readonly result: LetterResult; readonly recipient: LetterRecipient; readonly complete: boolean; readonly images: readonly string[] }
  /** `over`: nothing of the workup is awaited any more. */
  | { readonly type: 'WORKUP'; readonly reference: string; readonly over: boolean }
  | { readonly type: 'REMINDER' }
  | { readonly type: 'RECEIVED'; readonly images: readonly string[]; readonly redone: readonly string[] }
  | { readonly type: 'REFUSED'; readonly reference: string }

export interface DeskCourse {
  /** Of every exam of the programme, or of one. */
  places(study?: string): ReadonlyMap<string, ExamPlace>
  /** Why the exam waits or was closed, what can be done now, and which images were here when a recall was asked for. */
  detail(study: string, account: Account): { readonly reason: string; readonly acts: readonly { act: CoordinatorAct; reasonNeeded: boolean }[]; readonly initialImages: readonly string[] | null; readonly sheetIdentity: ExamDetail['sheetIdentity'] }
  /** In the caller's transaction. */
  told(study: string, account: Account, act: DeskAct): void
  /** In the caller's transaction: an exam that was signed before courses were kept gets its own. */
  adopt(study: string, reading: PastReading): void
  /** In the caller's transaction: what the desk did before its acts moved the course. What does not fit is left out. */
  caughtUp(study: string, account: Account, act: DeskAct, at: number): void
}

export function createDeskCourse(ports: ProgrammePorts): DeskCourse {
  const { store } = ports
  return {
    places: (study) => examPlaces(store, study),
    detail(study, account) {
      const dossier = loadDossier(store, study, ports.parameters())
      if (dossier === null) return { reason: '', acts: [], initialImages: null, sheetIdentity: null }
      const cause: Cause = { now: ports.now().getTime(), by: actorOf(account) }
      const doubt = inDoubt(dossier) ? doubtOf(store, study) : null
      return {
        reason: reasonOf(dossier), acts: [...(doubt === null ? [] : [{ act: 'IDENTITY', reasonNeeded: true } as const]), ...actsNow(ports, dossier, cause)],
        initialImages: initialImages(store, study), sheetIdentity: doubt === null ? null : { ...doubt.sheet, notedAt: doubt.notedAt },
      }
    },
    told(study, account, act) {
      const now = ports.now().getTime()
      const dossier = settle(ports, study, requireDossier(ports, study), now)
      const cause: Cause = { now, by: actorOf(account) }
      eventsOf(dossier, act).reduce((moved, event) => move(ports, study, moved, event, cause), dossier)
    },
    adopt(study, reading) {
      if (loadDossier(store, study, ports.parameters()) === null) pastEvents(ports, study, reading)
    },
    caughtUp(study, account, act, at) {
      const dossier = requireDossier(ports, study)
      const cause: Cause = { now: at, by: actorOf(account) }
      eventsOf(dossier, act).reduce((moved, event) => (table[event.type].from.some((state) => state === stateOf(moved)) ? recordPast(ports, study, moved, event, cause) : moved), dossier)
    },
  }
}

const settledStates = ['DEFINITIF', 'CONCLU']

function eventsOf(dossier: Dossier, act: DeskAct): readonly DossierEvent[] {
  const state = stateOf(dossier)
  switch (act.type) {
    case 'LETTER': return letterEvents(state, act)
    // A result that came was asked for, letter or not.
    case 'WORKUP': {
      if (state === 'CLOS') return []
      const received = state === 'BDD_RECU' ? [] : [...(settledStates.includes(state) ? [{ type: 'demanderBdd' } as const] : []), { type: 'bddRecu', reference: act.reference } as const]
      return [...received, ...(act.over ? [{ type: 'clore', reason: '' } as const] : [])]
    }
    case 'REMINDER': return [{ type: 'relancer' }]
    case 'RECEIVED': {
      // Both sets must be here: the redone films among the images of the exam, and others beside them.
      const here = new Set(act.redone.filter((uid) => act.images.includes(uid)))
      const complete = here.size === new Set(act.redone).size
      return [{ type: 'refaitRecu', initialImages: act.images.length - here.size, redoneImages: complete ? here.size : 0 }, { type: 'remettreEnFile' }]
    }
    case 'REFUSED': return [{ type: 'refusL1', writtenReference: act.reference }, { type: 'clore', reason: act.reference }]
  }
}

/** The woman's letter is the result; a positive or a recall is asked for with the first letter, whoever gets it. */
function letterEvents(state: ReturnType<typeof stateOf>, { result, recipient, complete, images }: Extract<DeskAct, { type: 'LETTER' }>): readonly DossierEvent[] {
  const first = settledStates.includes(state)
  switch (result) {
    case 'LATE': return []
    case 'NEGATIVE': {
      const sent: DossierEvent[] = first && recipient === 'WOMAN' ? [{ type: 'resultatEnvoye' }] : []
      return complete && (sent.length > 0 || state === 'RESULTAT_ENVOYE') ? [...sent, { type: 'clore', reason: '' }] : sent
    }
    case 'POSITIVE': return first ? [{ type: 'demanderBdd' }] : []
    case 'TECHNICAL_RECALL': return first ? [{ type: 'demanderRefait', images }] : []
  }
}

function reasonOf({ own, reason, lectures }: Dossier): string {
  return own === null ? lectures.map((lecture) => lecture.reason).find((one) => one !== '') ?? '' : reason
}

/** What the machine would take now; with a reason only where it takes nothing without one. */
function actsNow(ports: ProgrammePorts, dossier: Dossier, cause: Cause): { act: CoordinatorAct; reasonNeeded: boolean }[] {
  const takes = (event: DossierEvent) => !('problem' in advance(dossier, event, cause, ports.parameters()))
  return coordinatorAct.exclude(['IDENTITY']).options.flatMap((act): { act: CoordinatorAct; reasonNeeded: boolean }[] => {
    if (takes(probe(dossier, act, ''))) return [{ act, reasonNeeded: false }]
    return takes(probe(dossier, act, '-')) ? [{ act, reasonNeeded: true }] : []
  })
}

function probe(dossier: Dossier, act: Exclude<CoordinatorAct, 'IDENTITY'>, reason: string): DossierEvent {
  const place = placeOf(dossier)
  switch (act) {
    case 'RESUME': return { type: 'reprendre', place }
    case 'PRIORS': return { type: 'anterioritesRecues', place, answer: 'INTROUVABLES' }
    case 'RELEASE': return { type: 'liberer', place, reason }
    case 'WITHDRAW': return { type: 'annulerDossier', reason }
    case 'CLOSE': return { type: 'clore', reason }
    case 'REMINDER': return { type: 'relancer' }
    case 'RECEIVED': return { type: 'refaitRecu', initialImages: 1, redoneImages: 1 }
    case 'REFUSED': return { type: 'refusL1', writtenReference: reason }
  }
}
