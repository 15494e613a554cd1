/** The state machine of an exam: pure and total. The same dossier, event and cause always give the same answer, in main
 *  (authority) and in the renderer (affordance). Every event gives the next dossier or the refusal that says why not. */
import { lectureOf, stateOf, type Dossier, type Lecture } from './dossier.ts'
import { effects, type Effects } from './effects.ts'
import type { Cause, DossierEvent } from './events.ts'
import { guards, type Guards, type Question } from './guards.ts'
import type { DossierParameters } from './parameters.ts'
import type { Refusal } from './refusals.ts'
import { table, type Actor, type EventName, type Row, type State } from './table.ts'

export type Advanced = { readonly dossier: Dossier } | { readonly problem: Refusal }
export type Advance = (dossier: Dossier, event: DossierEvent, cause: Cause, parameters: DossierParameters) => Advanced

export interface Machine {
  readonly table: Readonly<Record<EventName, Row>>
  readonly guards: Guards
  readonly effects: Effects
}

const none: Lecture = { place: 'L2', state: 'RECU', reader: null, leaseUntil: null, digests: [], revealed: false, provisionalSince: null, reason: '', waitingSince: null, consensus: null }

/** A machine of its parts: a test builds broken ones to see that they are found out. */
export function machine({ table, guards, effects }: Machine): Advance {
  return (dossier, event, cause, parameters) => {
    const row = table[event.type]
    const lecture = row.scope === 'examen' ? none : concerned(dossier, event, cause, row)
    if (lecture === null) return { problem: nobodys(dossier, event.type, cause) }
    const problem = forbidden(dossier, lecture, row, cause)
    if (problem !== null) return { problem }
    const state = row.scope === 'examen' ? stateOf(dossier) : lecture.state
    if (!row.from.includes(state)) return { problem: outOfPlace(event.type, state) }
    if (lecture.leaseUntil !== null && cause.now >= lecture.leaseUntil && isHolder(lecture, cause)) return { problem: 'E_BAIL_EXPIRE' }
    const question = { dossier, lecture, event, cause, parameters }
    // Guard and effect stand under the event's own name.
    const refused = (guards[event.type] as ((asked: Question<EventName>) => Refusal | null) | undefined)?.(question) ?? null
    if (refused !== null) return { problem: refused }
    return { dossier: (effects[event.type] as (asked: Question<EventName>) => Dossier)(question) }
  }
}

export const advance: Advance = machine({ table, guards, effects })

/** What an event of the past made of the exam: it was judged when it was written down and is not judged again, so that
 *  terms which the centre changed since do not rewrite what happened. */
export function replay(dossier: Dossier, event: DossierEvent, cause: Cause, parameters: DossierParameters): Dossier {
  const row = table[event.type]
  const lecture = row.scope === 'examen' ? none : concerned(dossier, event, cause, row)
  if (lecture === null) throw new Error(`No reading for ${event.type} in the list of events`)
  return (effects[event.type] as (asked: Question<EventName>) => Dossier)({ dossier, lecture, event, cause, parameters })
}

const isHolder = (lecture: Lecture, { by }: Cause): boolean => by !== 'systeme' && lecture.reader === by.id
const isInvited = (lecture: Lecture, { by }: Cause): boolean => by !== 'systeme' && lecture.consensus?.invited === by.id

/** Which reading of the exam is meant: the named one, one's own, the one that one was consulted on, a free one. */
function concerned(dossier: Dossier, event: DossierEvent, cause: Cause, row: Row): Lecture | null {
  if (dossier.own === 'ARBITRAGE' && (event.type === 'prendre' || event.type === 'battre' || event.type === 'expirationBail')) return arbitration(dossier)
  if (dossier.own !== null) return null
  if (event.type === 'prendre' && event.place === undefined) return dossier.lectures.find(({ state }) => state === 'EN_FILE') ?? dossier.lectures[0] ?? null
  if ('place' in event && event.place !== undefined) return dossier.lectures.find(({ place }) => place === event.place) ?? null
  if (cause.by === 'systeme') return null
  return row.by.includes('invite') ? dossier.lectures.find((lecture) => isInvited(lecture, cause)) ?? null : lectureOf(dossier, cause.by.id)
}

/** The turn of the arbiter, as a reading that somebody holds or nobody does. */
const arbitration = ({ arbiter }: Dossier): Lecture => ({ ...none, state: 'ARBITRAGE', reader: arbiter?.reader ?? null, leaseUntil: arbiter?.leaseUntil ?? null })

/** Why somebody has no reading to act on: the exam went back to the queue, is final, or was never theirs. */
function nobodys(dossier: Dossier, name: EventName, { by }: Cause): Refusal {
  if (by === 'systeme') return 'E_ETAT'
  const lost = dossier.lost[by.id]
  if (dossier.own === null) return lost ?? (name === 'ouvrirConsensus' || name === 'rendreConsensus' ? 'E_CONSENSUS_LECTEUR' : 'E_NON_TITULAIRE')
  if (name === 'reveler') return 'E_REVELATION_PREMATUREE'
  return dossier.versions.some(({ reader }) => reader === by.id) ? 'E_FINALISE' : lost ?? 'E_ETAT'
}

function forbidden(dossier: Dossier, lecture: Lecture, row: Row, cause: Cause): Refusal | null {
  if (row.by.some((actor) => is(actor, lecture, cause))) return null
  if (cause.by === 'systeme') return 'E_ETAT'
  if (row.by.includes('titulaire')) return dossier.lost[cause.by.id] ?? 'E_NON_TITULAIRE'
  return row.by.includes('coordinateur') ? 'E_COORDINATEUR' : 'E_ETAT'
}

function is(actor: Actor, lecture: Lecture, cause: Cause): boolean {
  switch (actor) {
    case 'systeme': return cause.by === 'systeme'
    case 'coordinateur': return cause.by !== 'systeme' && cause.by.coordinator
    case 'lecteur': return cause.by !== 'systeme'
    case 'titulaire': return isHolder(lecture, cause)
    case 'invite': return isInvited(lecture, cause)
  }
}

function outOfPlace(name: EventName, state: State): Refusal {
  if (name === 'prendre' && !['DIFFERE', 'ATTENTE_ANTERIORITES'].includes(state)) return 'E_DEJA_PRIS'
  if (name === 'reveler' && ['ATTRIBUE', 'LECTURE_AVEUGLE', 'CONSENSUS_DEMANDE', 'CONSENSUS_EN_COURS'].includes(state)) return 'E_REVELATION_PREMATUREE'
  const undoing = name === 'annuler' || name === 'modifier' || name === 'nouvelleImage' || name === 'modifL1' || name === 'annulerDossier'
  return undoing && !['ATTRIBUE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'ANNULE'].includes(state) ? 'E_FINALISE' : 'E_ETAT'
}
