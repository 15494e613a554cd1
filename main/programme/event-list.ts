/** The list of an exam's events and what they make of it. Appended in the transaction of the act that caused them;
 *  nothing is ever changed. Signs of life are kept apart and join the list with the next event, so that an hour of
 *  reading does not leave a hundred rows. */
import { dayMs, receive, replay, stateOf, type Cause, type Dossier, type DossierEvent, type DossierParameters, type Reception } from '../domain/dossier/index.ts'
import type { Store } from '../store/index.ts'

type Listed = ({ readonly type: 'dossierRecu' } & Reception) | (DossierEvent & { readonly known?: number })
interface EventRow { readonly seq: number; readonly at: number; readonly actor: string; readonly event: string; readonly parameters: string }

const parsed = ({ at, actor, event, parameters }: EventRow): { event: Listed; cause: Cause; parameters: DossierParameters } =>
  ({ event: JSON.parse(event) as Listed, cause: { now: at, by: JSON.parse(actor) as Cause['by'] }, parameters: JSON.parse(parameters) as DossierParameters })

/** Null when the exam is not known to the programme. */
export function loadDossier(store: Store, study: string, parameters: DossierParameters): Dossier | null {
  const listed = eventsOf(store, study).reduce<Dossier | null>((dossier, { event, cause, parameters: then }) => {
    if (event.type === 'dossierRecu') return receive(event, cause.now, dossier)
    if (dossier === null) throw new Error('A list of events begins with the reception')
    return replay(dossier, event, cause, then)
  }, null)
  return listed === null ? null : heartbeatsOf(store, study).reduce((dossier, cause) => replay(dossier, { type: 'battre' }, cause, parameters), listed)
}

/** Every event of an exam, oldest first. */
export function eventsOf(store: Store, study: string): { event: Listed; cause: Cause; parameters: DossierParameters }[] {
  return store.prepare<[string], EventRow>('SELECT seq, at, actor, event, parameters FROM dossier_events WHERE study_uid = ? ORDER BY seq').all(study).map(parsed)
}

/** The newest event of one type, with what it was written with. */
export function lastOf(store: Store, study: string, type: DossierEvent['type']): Listed | null {
  const row = store.prepare<[string, string], EventRow>(`SELECT seq, at, actor, event, parameters FROM dossier_events WHERE study_uid = ? AND event ->> 'type' = ? ORDER BY seq DESC LIMIT 1`).get(study, type)
  return row === undefined ? null : parsed(row).event
}

export function keepHeartbeat(store: Store, study: string, cause: Cause): void {
  store.prepare('INSERT INTO dossier_heartbeats (study_uid, actor, at) VALUES (?, ?, ?) ON CONFLICT (study_uid, actor) DO UPDATE SET at = excluded.at').run(study, JSON.stringify(cause.by), cause.now)
}

function heartbeatsOf(store: Store, study: string): Cause[] {
  return store.prepare<[string], { actor: string; at: number }>('SELECT actor, at FROM dossier_heartbeats WHERE study_uid = ? ORDER BY at').all(study).map(({ actor, at }) => ({ now: at, by: JSON.parse(actor) as Cause['by'] }))
}

/** In the caller's transaction. `next`: what the event makes of the exam. */
export function append(store: Store, study: string, event: Listed, cause: Cause, parameters: DossierParameters, next: Dossier): void {
  if (!store.inTransaction) throw new Error('An event needs the transaction of its act')
  for (const beat of heartbeatsOf(store, study)) insert(store, study, { type: 'battre' }, beat, parameters)
  store.prepare('DELETE FROM dossier_heartbeats WHERE study_uid = ?').run(study)
  insert(store, study, event, cause, parameters)
  keepStanding(store, study, next, cause.now, parameters)
}

function insert(store: Store, study: string, event: Listed, { now, by }: Cause, parameters: DossierParameters): void {
  const { seq } = store.prepare<[string], { seq: number }>('SELECT coalesce(max(seq), 0) + 1 AS seq FROM dossier_events WHERE study_uid = ?').get(study) ?? { seq: 1 }
  store.prepare('INSERT INTO dossier_events (study_uid, seq, at, actor, event, parameters) VALUES (?, ?, ?, ?, ?, ?)').run(study, seq, now, JSON.stringify(by), JSON.stringify(event), JSON.stringify(parameters))
}

const readableStates = ['EN_FILE', 'ATTRIBUE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'AVIS_PROVISOIRE']

export function keepStanding(store: Store, study: string, dossier: Dossier, now: number, parameters: DossierParameters): void {
  const state = stateOf(dossier)
  store
    .prepare(
      `INSERT INTO dossier_standings (study_uid, policy, state, issue, round, received_at, since, readable, look_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (study_uid) DO UPDATE SET policy = excluded.policy, since = iif(state = excluded.state, since, excluded.since), state = excluded.state, issue = excluded.issue,
         round = excluded.round, readable = excluded.readable, look_at = excluded.look_at`,
    )
    .run(study, dossier.policy, state, dossier.issue, dossier.round, dossier.receivedAt, now, isReadable(dossier) ? 1 : 0, lookAt(dossier, parameters))
}

/** Whether a second reader may find it to read. Of two independent readings, one that waits or is put aside hides nothing
 *  of the other: a free place shows. */
function isReadable({ own, policy, lectures }: Dossier): boolean {
  if (own !== null) return false
  const open = lectures.filter(({ state }) => readableStates.includes(state))
  return policy === 'INDEPENDANT' ? open.length > 0 : open.length === lectures.length
}

/** When time alone may change something: a lease that ends, priors that do not come. */
function lookAt({ lectures, arbiter }: Dossier, { priorsDays }: DossierParameters): number | null {
  const times = [...(arbiter === null ? [] : [arbiter.leaseUntil]), ...lectures.flatMap(({ leaseUntil, state, waitingSince }) => [...(leaseUntil === null ? [] : [leaseUntil]), ...(state === 'ATTENTE_ANTERIORITES' && waitingSince !== null ? [waitingSince + priorsDays * dayMs] : [])])]
  return times.length === 0 ? null : Math.min(...times)
}
