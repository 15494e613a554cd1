/** What an accepted event makes of the exam. Called only after the state table and the guards. */
import { needsArbitration } from './compare.ts'
import { emptyLecture, type Dossier, type Lecture, type Version } from './dossier.ts'
import { minuteMs } from './due.ts'
import type { Cause } from './events.ts'
import type { Question } from './guards.ts'
import { courses, type DossierParameters, type Place } from './parameters.ts'
import type { EventName, State } from './table.ts'

export type Effects = { readonly [N in EventName]: (question: Question<N>) => Dossier }

type Asked = Pick<Question<'battre'>, 'dossier' | 'lecture' | 'cause' | 'parameters'>

const leaseFrom = (now: number, { leaseMinutes }: DossierParameters): number => now + leaseMinutes * minuteMs
const idOf = ({ by }: Cause): string => (by === 'systeme' ? '' : by.id)
const and = <T>(list: readonly T[], item: T): readonly T[] => (list.includes(item) ? list : [...list, item])

/** The reading in question, changed; the others as they were. */
function put({ dossier, lecture }: Pick<Asked, 'dossier' | 'lecture'>, change: Partial<Lecture>, rest: Partial<Dossier> = {}): Dossier {
  return { ...dossier, ...rest, lectures: dossier.lectures.map((one) => (one.place === lecture.place ? { ...one, ...change } : one)) }
}

const own = (dossier: Dossier, state: State, rest: Partial<Dossier> = {}): Dossier => ({ ...dossier, ...rest, own: state })

const left = (state: State, reason: string, waitingSince: number | null): Omit<Lecture, 'place'> =>
  ({ state, reader: null, leaseUntil: null, digests: [], revealed: false, provisionalSince: null, reason, waitingSince, consensus: null })

/** The reader leaves the exam: what was typed is kept; who has seen too much to read blind again does not come back. */
function release({ dossier, lecture }: Pick<Asked, 'dossier' | 'lecture'>, to: { state: State; reason?: string; since?: number; why?: 'E_BAIL_EXPIRE' | 'E_DOSSIER_MODIFIE'; spent?: boolean }): Dossier {
  const { reader } = lecture
  const rest: Partial<Dossier> = reader === null ? {} : {
    drafts: and(dossier.drafts, reader),
    ...(to.why === undefined ? {} : { lost: { ...dossier.lost, [reader]: to.why } }),
    ...(to.spent === true || (lecture.revealed && courses[dossier.policy].blind) ? { haveRead: and(dossier.haveRead, reader) } : {}),
  }
  return put({ dossier, lecture }, left(to.state, to.reason ?? '', to.since ?? null), rest)
}

/** Something of the exam changed: whoever reads it is warned, and every reading that is not final begins again. */
function sendBack({ dossier }: Asked): Dossier {
  if (dossier.own !== null) return own(dossier, 'RECU', { missing: [] })
  return dossier.lectures.filter(({ state }) => state !== 'DEFINITIF').reduce((now, lecture) => release({ dossier: now, lecture }, { state: 'EN_FILE', why: 'E_DOSSIER_MODIFIE' }), dossier)
}

function queued(dossier: Dossier, state: State, now: number): Dossier {
  return { ...dossier, own: null, issue: null, missing: [], lost: {}, lectures: courses[dossier.policy].places.map((place) => emptyLecture(place, state, now)) }
}

function version(dossier: Dossier, place: Place | 'ARBITRE', change: Pick<Version, 'reader' | 'digest' | 'blindDigest' | 'at' | 'issue'> & Partial<Version>): readonly Version[] {
  const earlier = dossier.versions.filter((one) => one.round === dossier.round && one.place === place).length
  return [...dossier.versions, { round: dossier.round, version: earlier + 1, place, reason: '', coordinator: null, ...change }]
}

const back = ({ dossier, lecture, cause, parameters }: Asked, rest: Partial<Dossier> = {}): Dossier => {
  const state = lecture.consensus?.returnsTo ?? 'LECTURE_AVEUGLE'
  return put({ dossier, lecture }, { state, consensus: null, leaseUntil: state === 'LECTURE_AVEUGLE' ? leaseFrom(cause.now, parameters) : null }, rest)
}

export const effects: Effects = {
  controleOk({ dossier, event, cause }) {
    const missing = [...(event.sheet ? [] : ['E_FICHE_INVALIDE'] as const), ...(event.inScope ? [] : ['E_HORS_CHAMP_L2'] as const), ...(event.identity ? [] : ['E_IDENTITE'] as const), ...(event.images ? [] : ['E_IMAGES_MANQUANTES'] as const)]
    return missing.length > 0 ? own(dossier, 'INCOMPLET', { missing }) : queued(dossier, event.priorsAwaited ? 'ATTENTE_ANTERIORITES' : 'EN_FILE', cause.now)
  },
  prendre(asked) {
    const reader = idOf(asked.cause)
    const { [reader]: _, ...lost } = asked.dossier.lost
    if (asked.dossier.own === 'ARBITRAGE') return { ...asked.dossier, lost, arbiter: { reader, leaseUntil: leaseFrom(asked.cause.now, asked.parameters) } }
    return put(asked, { ...left('ATTRIBUE', '', null), reader, leaseUntil: leaseFrom(asked.cause.now, asked.parameters) }, { lost })
  },
  // A clock that was set back does not shorten a lease.
  battre: (asked) => (asked.dossier.arbiter !== null ? { ...asked.dossier, arbiter: { ...asked.dossier.arbiter, leaseUntil: Math.max(asked.dossier.arbiter.leaseUntil, leaseFrom(asked.cause.now, asked.parameters)) } } : put(asked, { leaseUntil: Math.max(asked.lecture.leaseUntil ?? 0, leaseFrom(asked.cause.now, asked.parameters)) })),
  ouvrir: (asked) => put(asked, { state: 'LECTURE_AVEUGLE', leaseUntil: leaseFrom(asked.cause.now, asked.parameters) }),
  emettreAvis: (asked) => put(asked, { state: 'AVIS_FIGE', leaseUntil: null, provisionalSince: asked.cause.now, digests: [...asked.lecture.digests, asked.event.digest] }),
  reveler: (asked) => put(asked, { state: 'REVELATION', revealed: true }),
  confirmer: (asked) => put(asked, { state: 'AVIS_PROVISOIRE', provisionalSince: asked.cause.now }),
  modifier: (asked) => put(asked, { state: 'AVIS_PROVISOIRE', provisionalSince: asked.lecture.provisionalSince ?? asked.cause.now, reason: asked.event.reason }),
  // What was undone before the reveal was a slip: the next opinion is the blind one. Once revealed, the first one stays it.
  annuler: (asked) => put(asked, { state: 'LECTURE_AVEUGLE', digests: asked.lecture.revealed ? asked.lecture.digests : [], provisionalSince: null, reason: '', leaseUntil: leaseFrom(asked.cause.now, asked.parameters) }),
  finaliser(asked) {
    const { dossier, lecture, event, cause } = asked
    const reader = lecture.reader ?? ''
    const read = put(asked, { state: 'DEFINITIF', digests: [...lecture.digests, event.digest] }, {
      haveRead: and(dossier.haveRead, reader), drafts: dossier.drafts.filter((one) => one !== reader),
      versions: version(dossier, lecture.place, { reader, digest: event.digest, blindDigest: lecture.digests[0] ?? '', at: cause.now, issue: event.issue, reason: lecture.reason }),
    })
    return read.lectures.every(({ state }) => state === 'DEFINITIF') ? own(read, 'DEFINITIF', { issue: event.issue }) : read
  },
  demanderConsensus: (asked) => put(asked, { state: 'CONSENSUS_DEMANDE', leaseUntil: null, consensus: { invited: asked.event.invited, returnsTo: asked.lecture.state } }),
  ouvrirConsensus: (asked) => put(asked, { state: 'CONSENSUS_EN_COURS' }, { consulted: and(asked.dossier.consulted, idOf(asked.cause)) }),
  rendreConsensus: back,
  retirerConsensus: back,
  nouvelleImage: sendBack,
  modifL1: sendBack,
  expirationBail: (asked) => (asked.dossier.arbiter !== null ? { ...asked.dossier, arbiter: null, lost: { ...asked.dossier.lost, [asked.dossier.arbiter.reader]: 'E_BAIL_EXPIRE' } } : release(asked, { state: 'EN_FILE', why: 'E_BAIL_EXPIRE' })),
  differer: (asked) => release(asked, { state: 'DIFFERE', reason: asked.event.reason, since: asked.cause.now }),
  reprendre: (asked) => put(asked, left('EN_FILE', '', null)),
  demanderAnteriorites: (asked) => release(asked, { state: 'ATTENTE_ANTERIORITES', reason: asked.event.reason, since: asked.cause.now }),
  anterioritesRecues: (asked) => put(asked, left('EN_FILE', '', null)),
  delaiAnteriorites: (asked) => put(asked, left('EN_FILE', '', null)),
  liberer: (asked) => release(asked, { state: 'EN_FILE', why: 'E_DOSSIER_MODIFIE', spent: asked.lecture.digests.length > 0 }),
  annulerDossier: ({ dossier, event }) => own(dossier, 'ANNULE', { reason: event.reason, lectures: [], arbiter: null }),
  comparer: ({ dossier, event, parameters }) => (needsArbitration(parameters.arbitration, event.a, event.b) ? own(dossier, 'ARBITRAGE') : own(dossier, 'CONCLU', { issue: event.a.issue })),
  arbitrer: ({ dossier, event, cause }) => own(dossier, 'CONCLU', {
    issue: event.issue, arbiter: null, haveRead: and(dossier.haveRead, idOf(cause)),
    versions: version(dossier, 'ARBITRE', { reader: idOf(cause), digest: event.digest, blindDigest: '', at: cause.now, issue: event.issue }),
  }),
  resultatEnvoye: ({ dossier }) => own(dossier, 'RESULTAT_ENVOYE', { exported: true }),
  demanderBdd: ({ dossier }) => own(dossier, 'BDD_ATTENDU', { exported: true }),
  bddRecu: ({ dossier }) => own(dossier, 'BDD_RECU'),
  demanderRefait: ({ dossier, cause }) => own(dossier, 'ATTENTE_REFAIT', { exported: true, retake: { since: cause.now, reminders: [] } }),
  relancer: ({ dossier, cause }) => own(dossier, 'ATTENTE_REFAIT', { retake: { since: dossier.retake?.since ?? cause.now, reminders: [...(dossier.retake?.reminders ?? []), cause.now] } }),
  refaitRecu: ({ dossier }) => own(dossier, 'COMPLETE', { retake: null }),
  remettreEnFile({ dossier, cause, parameters }) {
    const again = parameters.sameReaderAfterRetake ? { haveRead: [], consulted: [] } : {}
    return queued({ ...dossier, ...again, round: dossier.round + 1, exported: false }, 'EN_FILE', cause.now)
  },
  refusL1: ({ dossier, event }) => own(dossier, 'REFUS_L1_ECRIT', { retake: null, reason: event.writtenReference }),
  clore: ({ dossier, event }) => own(dossier, 'CLOS', { reason: event.reason, retake: null }),
  corriger({ dossier, event, cause }) {
    const reader = idOf(cause)
    const corrected = dossier.versions.findLast((one) => one.reader === reader && one.round === dossier.round)
    return own(dossier, courses[dossier.policy].afterReading === 'COMPARAISON' ? 'CONCLU' : 'DEFINITIF', {
      issue: event.issue, exported: false, retake: null,
      versions: version(dossier, corrected?.place ?? 'L2', { reader, digest: event.digest, blindDigest: corrected?.blindDigest ?? '', at: cause.now, issue: event.issue, reason: event.reason, coordinator: event.coordinator }),
    })
  },
}
