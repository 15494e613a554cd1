/** What must hold before an event is accepted, beyond its row of the state table. Each guard names the refusal. */
import { lectureOf, type Dossier, type Lecture } from './dossier.ts'
import { dayMs, minuteMs, reminderDueAt, retakeLimitAt } from './due.ts'
import type { Cause, EventOf } from './events.ts'
import { courses, type DossierParameters } from './parameters.ts'
import type { Refusal } from './refusals.ts'
import type { EventName } from './table.ts'

export interface Question<N extends EventName> {
  readonly dossier: Dossier
  /** The reading that the event is about; an empty one for events of the exam, never looked at there. */
  readonly lecture: Lecture
  readonly event: EventOf<N>
  readonly cause: Cause
  readonly parameters: DossierParameters
}
export type Guards = { readonly [N in EventName]?: (question: Question<N>) => Refusal | null }

const needs = (holds: boolean, refusal: Refusal): Refusal | null => (holds ? null : refusal)
const said = (reason: string): Refusal | null => needs(reason.trim() !== '', 'E_JUSTIF')
const signed = (digest: string): Refusal | null => needs(digest !== '', 'E_SIGNATURE')
const undoOver = ({ lecture, cause, parameters }: Pick<Question<'annuler'>, 'lecture' | 'cause' | 'parameters'>): boolean =>
  cause.now >= (lecture.provisionalSince ?? 0) + parameters.undoMinutes * minuteMs
const who = ({ by }: Cause): { id: string; l2: boolean } => (by === 'systeme' ? { id: '', l2: false } : by)
const hasIssue = (issue: Dossier['issue']) => ({ dossier }: { readonly dossier: Dossier }) => needs(dossier.issue === issue, 'E_ETAT')

const isHeldByAnother = ({ arbiter }: Dossier, id: string, { now }: Cause): boolean => arbiter !== null && arbiter.reader !== id && now < arbiter.leaseUntil
/** Neither of the two decides, and one arbiter at a time. */
function arbiterRefused(dossier: Dossier, id: string, cause: Cause): Refusal | null {
  if (dossier.versions.some(({ reader, round }) => reader === id && round === dossier.round)) return 'E_ARBITRE_DEJA_LECTEUR'
  return needs(!isHeldByAnother(dossier, id, cause), 'E_DEJA_PRIS')
}

export const guards: Guards = {
  prendre({ dossier, event, cause }) {
    const { id, l2 } = who(cause)
    if (!l2) return 'E_NON_HABILITE'
    if (dossier.own === 'ARBITRAGE') return arbiterRefused(dossier, id, cause) ?? needs(event.displayFit, 'E_POSTE_NON_CONFORME')
    if (id === dossier.first) return 'E_MEME_LECTEUR'
    if (dossier.haveRead.includes(id) || dossier.consulted.includes(id) || lectureOf(dossier, id) !== null) return 'E_DEJA_LU'
    return needs(event.displayFit, 'E_POSTE_NON_CONFORME')
  },
  ouvrir: ({ event }) => needs(event.local, 'E_PREFETCH'),
  emettreAvis({ event, parameters }) {
    if (event.displayedMs < parameters.guardMs) return 'E_TROP_TOT'
    if (!event.allSeen) return 'E_IMAGE_NON_VUE'
    return needs(event.rules.length === 0, 'E_VALIDATION') ?? signed(event.digest)
  },
  reveler: ({ dossier }) => needs(courses[dossier.policy].reveals, 'E_REVELATION_PREMATUREE'),
  confirmer({ dossier, lecture, event, parameters }) {
    const { blind, reveals } = courses[dossier.policy]
    const skipped = parameters.revealSkippedWhenNegative && event.negativeWithoutWorkup
    return needs(lecture.state === 'REVELATION' || !blind || !reveals || skipped, 'E_REVELATION_ATTENDUE')
  },
  modifier(question) {
    if (question.lecture.state === 'AVIS_PROVISOIRE' && undoOver(question)) return 'E_FINALISE'
    return said(question.event.reason) ?? needs(question.event.rules.length === 0, 'E_VALIDATION')
  },
  annuler: (question) => needs(!undoOver(question), 'E_FINALISE'),
  finaliser(question) {
    const { dossier, event, cause } = question
    if (cause.by === 'systeme' && !undoOver(question)) return 'E_AVANT_TERME'
    if (event.rules.length > 0 || (event.issue === null) !== (courses[dossier.policy].afterReading === 'COMPARAISON')) return 'E_VALIDATION'
    return signed(event.digest)
  },
  demanderConsensus({ dossier, event, cause }) {
    const { invited, invitedEntitled } = event
    if (!courses[dossier.policy].consensus) return 'E_ETAT'
    if (!invitedEntitled || invited === who(cause).id || invited === dossier.first || dossier.haveRead.includes(invited) || lectureOf(dossier, invited) !== null) return 'E_CONSENSUS_LECTEUR'
    return said(event.reason)
  },
  expirationBail: ({ lecture, cause }) => needs(lecture.leaseUntil !== null && cause.now >= lecture.leaseUntil, 'E_AVANT_TERME'),
  differer: ({ event }) => said(event.reason),
  demanderAnteriorites: ({ event }) => said(event.reason),
  delaiAnteriorites: ({ lecture, cause, parameters }) => needs(cause.now >= (lecture.waitingSince ?? 0) + parameters.priorsDays * dayMs, 'E_AVANT_TERME'),
  liberer: ({ event }) => said(event.reason),
  // Once one of two independent readings is final the exam is no longer withdrawn.
  annulerDossier: ({ dossier, event }) => needs(dossier.own === 'ARBITRAGE' || dossier.versions.length === 0, 'E_FINALISE') ?? said(event.reason),
  comparer: ({ dossier }) => needs(courses[dossier.policy].afterReading === 'COMPARAISON' && dossier.issue === null, 'E_ETAT'),
  arbitrer({ dossier, event, cause }) {
    const { id, l2 } = who(cause)
    if (!l2) return 'E_NON_HABILITE'
    // The readers themselves sit only in a panel with somebody who is neither.
    const readers = dossier.versions.map(({ reader }) => reader)
    const alone = event.panel.length === 0
    if (alone ? readers.includes(id) : !event.panel.some((member) => !readers.includes(member))) return 'E_ARBITRE_DEJA_LECTEUR'
    if (dossier.arbiter?.reader === id ? cause.now >= dossier.arbiter.leaseUntil : dossier.lost[id] === 'E_BAIL_EXPIRE') return 'E_BAIL_EXPIRE'
    return needs(!isHeldByAnother(dossier, id, cause), 'E_DEJA_PRIS') ?? signed(event.digest)
  },
  resultatEnvoye: hasIssue('CONCORDANT_NEG'),
  demanderBdd: hasIssue('POSITIF_L2'),
  demanderRefait: hasIssue('CTI'),
  bddRecu: ({ event }) => signed(event.reference),
  relancer: ({ dossier, cause, parameters }) => needs(cause.now >= (reminderDueAt(parameters, dossier) ?? Number.POSITIVE_INFINITY), 'E_AVANT_TERME'),
  refaitRecu: ({ event }) => needs(event.initialImages > 0 && event.redoneImages > 0, 'E_TOUR_INCOMPLET'),
  refusL1: ({ event }) => said(event.writtenReference),
  clore({ dossier, event, cause, parameters }) {
    if (dossier.own === 'ATTENTE_REFAIT' && cause.now < (retakeLimitAt(parameters, dossier) ?? 0)) return 'E_AVANT_TERME'
    return dossier.own === 'ATTENTE_REFAIT' || dossier.own === 'BDD_ATTENDU' ? said(event.reason) : null
  },
  corriger({ dossier, event, cause }) {
    if (dossier.issue === null) return 'E_ETAT'
    const { id } = who(cause)
    if (!dossier.versions.some(({ reader, round }) => reader === id && round === dossier.round)) return 'E_NON_TITULAIRE'
    if (event.coordinator === '' || event.coordinator === id) return 'E_COORDINATEUR'
    return said(event.reason) ?? signed(event.digest) ?? needs(!dossier.exported || event.rectifies, 'E_EXPORTE')
  },
}
