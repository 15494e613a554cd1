/** One event of one exam: judged by the pure machine, then written in the caller's transaction. A refusal is thrown as
 *  the problem that its name stands for. What time alone has changed is settled first. */
import { ExpectedError, type Account } from '../contract/index.ts'
import { advance, ends, lectureOf, refusals, stateOf, type Cause, type Dossier, type DossierEvent, type Place, type Refusal } from '../domain/dossier/index.ts'
import { append, keepHeartbeat, lastOf, loadDossier } from './event-list.ts'
import type { ProgrammePorts } from './ports.ts'
import { owePriors } from './priors-elsewhere.ts'

export function refuse(refusal: Refusal, study: string): never {
  throw new ExpectedError(refusals[refusal], { subject: study, ...(refusal === 'E_POSTE_NON_CONFORME' ? { params: { raisons: '', reasons: '' } } : {}) })
}

export function actorOf({ id, roles }: Account): Exclude<Cause['by'], 'systeme'> {
  return { id, l2: roles.includes('L2'), coordinator: roles.includes('COORDINATOR') }
}

/** Of two independent readings that are under way, whoever has begun neither learns of none: to such a reader the exam
 *  is as if nobody had begun. */
export function isHiddenFrom(dossier: Dossier, { id, roles }: Pick<Account, 'id' | 'roles'>): boolean {
  const begun = lectureOf(dossier, id) !== null || [...dossier.drafts, ...dossier.haveRead].includes(id)
  return dossier.policy === 'INDEPENDANT' && dossier.own === null && !begun && roles.some((role) => role === 'L1' || role === 'L2')
}

/** For whoever acts on an exam. A coordinator answers for it, even one who might read it. */
export function requireDossier(ports: ProgrammePorts, study: string, account?: Account): Dossier {
  const dossier = loadDossier(ports.store, study, ports.parameters())
  const hidden = dossier !== null && account !== undefined && !account.roles.includes('COORDINATOR') && isHiddenFrom(dossier, account)
  if (dossier === null || hidden) throw new ExpectedError('request/not-found', { subject: study })
  return dossier
}

export function move(ports: ProgrammePorts, study: string, dossier: Dossier, event: DossierEvent, cause: Cause, known?: number): Dossier {
  const parameters = ports.parameters()
  const answer = advance(dossier, event, cause, parameters)
  if ('problem' in answer) return refuse(answer.problem, study)
  append(ports.store, study, known === undefined ? event : { ...event, known }, cause, parameters, answer.dossier)
  owePriors(ports, study, event, cause)
  // Nobody reads it blind any more: the first reader's documents wait for nothing.
  if (ends.includes(stateOf(answer.dossier))) ports.letGo(study)
  return answer.dossier
}

/** Ends leases that ran out and waits that are over: priors arrived, or did not within their time. In a transaction. */
export function settle(ports: ProgrammePorts, study: string, dossier: Dossier, now: number): Dossier {
  const cause: Cause = { now, by: 'systeme' }
  return ([...dossier.lectures.map(({ place }) => place), 'ARBITRE'] as const).reduce((current, place) => {
    for (const event of dueEvents(ports, study, current, place)) {
      const answer = advance(current, event, cause, ports.parameters())
      if ('problem' in answer) continue
      append(ports.store, study, event, cause, ports.parameters(), answer.dossier)
      owePriors(ports, study, event, cause)
      ports.audit.record({ actor: 'programme', event: 'patient-record', outcome: 'success', object: study, detail: event.type })
      return answer.dossier
    }
    return current
  }, dossier)
}

function dueEvents(ports: ProgrammePorts, study: string, dossier: Dossier, place: Place | 'ARBITRE'): DossierEvent[] {
  if (place === 'ARBITRE') return dossier.arbiter === null ? [] : [{ type: 'expirationBail', place }]
  const lecture = dossier.lectures.find((one) => one.place === place)
  if (dossier.own !== null || lecture === undefined) return []
  if (lecture.leaseUntil !== null) return [{ type: 'expirationBail', place }]
  if (lecture.state !== 'ATTENTE_ANTERIORITES') return []
  const asked = lastOf(ports.store, study, 'demanderAnteriorites')
  const known = asked !== null && 'known' in asked ? asked.known ?? 0 : 0
  return [...(ports.priorsHere(study) > known ? [{ type: 'anterioritesRecues', place, answer: 'RECUES' } as const] : []), { type: 'delaiAnteriorites', place }]
}

/** A sign of life of the reader; without an event of its own. Null once nothing is held any more by time. */
export function beat(ports: ProgrammePorts, study: string, account: Account, now: number): number | null {
  const dossier = requireDossier(ports, study, account)
  const cause: Cause = { now, by: actorOf(account) }
  const held = lectureOf(dossier, account.id)
  // A frozen opinion is held without a lease.
  if (held !== null && held.leaseUntil === null) return null
  const answer = advance(dossier, { type: 'battre' }, cause, ports.parameters())
  if ('problem' in answer) return refuse(answer.problem, study)
  keepHeartbeat(ports.store, study, cause)
  const until = (lectureOf(answer.dossier, account.id) ?? answer.dossier.arbiter)?.leaseUntil ?? null
  ports.store.prepare('UPDATE dossier_standings SET look_at = ? WHERE study_uid = ? AND policy <> ?').run(until, study, 'INDEPENDANT')
  return until
}

