/** SQL of the retrieval jobs. What is here already is known from the instances themselves, so a job that starts
 *  again fetches only what is missing. */
import type { ExpectedError, RetrievePriority, RetrieveState } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { backoffDelay, retrievalBackoff } from '../backoff.ts'
import { instantIn, type Clock } from '../clock.ts'
import { leasable, open } from './job-queries.ts'
import { rankOf } from './priority.ts'

export interface RetrieveRow {
  readonly study_instance_uid: string
  readonly priority: number
  readonly any_hour: 0 | 1
  readonly with_priors: 0 | 1
  readonly state: RetrieveState
  readonly requested_by: string
  readonly source_id: string | null
  /** JSON list of source ids. */
  readonly tried: string
  readonly tried_transient: 0 | 1
  readonly wanted: number | null
  readonly done: number
  readonly refused: number
  readonly bytes: number
  readonly failures: number
  readonly next_attempt_at: string | null
  /** JSON: code, params, id of the source. */
  readonly last_problem: string | null
  /** The most objects that a source said the study has and did not list; 0: none did. */
  readonly announced: number
}

export interface Request {
  readonly priority: RetrievePriority
  readonly withPriors: boolean
  readonly requestedBy: string
  /** No source's hours hold it up. */
  readonly anyHour: boolean
}

/** Where a job may be taken up. */
export interface Place {
  readonly sourceId: string
  /** Every source that there is now. */
  readonly present: readonly string[]
  readonly isOpen: boolean
  /** Only jobs that come before this rank; Infinity: any. */
  readonly before: number
}

/** As in the outbox: longer than any pause between two signs of life. */
export const retrieveLeaseMs = 15_000

export interface RetrieveRows {
  /** Asks for a study: an open job keeps its place and is raised, a finished one begins again. A paused one goes on only
   *  for what is asked for at any hour. Runs in the caller's transaction. */
  request(studyInstanceUID: string, request: Request): void
  lease(place: Place): RetrieveRow | null
  keepLease(studyInstanceUID: string): void
  returnExpiredLeases(): void
  progress(studyInstanceUID: string, counts: { wanted: number; done: number; refused: number }, bytes: number): void
  /** A source announces so many objects and lists fewer. */
  announced(studyInstanceUID: string, objects: number): void
  end(studyInstanceUID: string, state: 'complete' | 'failed', problem: ExpectedError | null): void
  /** Back in the queue: stopped by us, to go on later. */
  release(studyInstanceUID: string): void
  /** Back in the queue for another source than this one. */
  tryElsewhere(studyInstanceUID: string, sourceId: string, problem: ExpectedError, transient: boolean): void
  retryLater(job: RetrieveRow, problem: ExpectedError): void
  /** False when there is nothing to stop. */
  cancel(studyInstanceUID: string): boolean
  pause(studyInstanceUID: string): boolean
  resume(studyInstanceUID: string): boolean
  retryNow(): void
  byStudy(studyInstanceUID: string): RetrieveRow | null
  /** Open ones by priority, then failed ones of the account. */
  list(account: string): RetrieveRow[]
  isOpen(studyInstanceUID: string): boolean
  /** Milliseconds until the next one that waits, or was left by a process that ended, may be taken up; null: none will by
   *  itself. One that is due already is held up by something else, which says when it no longer is. */
  dueIn(): number | null
}

export function createRetrieveRows({ store, clock, random }: { store: Store; clock: Clock; random: () => number }): RetrieveRows {
  const now = () => instantIn(clock, 0)
  const byStudy = store.prepare<[string], RetrieveRow>('SELECT * FROM retrieve_jobs WHERE study_instance_uid = ?')
  const set = (studyInstanceUID: string, sql: string, ...values: unknown[]) =>
    store.prepare(`UPDATE retrieve_jobs SET ${sql} WHERE study_instance_uid = ?`).run(...values, studyInstanceUID)
  const move = (studyInstanceUID: string, to: RetrieveState, from: string): boolean =>
    store.prepare(`UPDATE retrieve_jobs SET state = ?, lease_until = NULL, next_attempt_at = NULL WHERE study_instance_uid = ? AND ${from}`).run(to, studyInstanceUID).changes > 0
  const asText = (problem: ExpectedError | null) => (problem === null ? null : JSON.stringify({ code: problem.code, params: problem.params }))
  /** With the source that runs the row, whose problem it is. */
  const problemIs = `last_problem = json_set(?, '$.source', source_id)`
  const forgiven = `failures = 0, tried = '[]', tried_transient = 0`

  return {
    request(studyInstanceUID, { withPriors, priority, requestedBy, anyHour }) {
      const seq = store.prepare<[], { next: number }>('SELECT coalesce(max(seq), 0) + 1 AS next FROM retrieve_jobs').get()?.next ?? 1
      const stays = `state = 'running' OR (state = 'paused' AND excluded.any_hour = 0)`
      store.prepare(
        `INSERT INTO retrieve_jobs (study_instance_uid, seq, priority, any_hour, with_priors, state, requested_by) VALUES (?, ?, ?, ?, ?, 'queued', ?)
         ON CONFLICT (study_instance_uid) DO UPDATE SET
           priority = CASE WHEN ${open} THEN min(priority, excluded.priority) ELSE excluded.priority END,
           any_hour = CASE WHEN ${open} THEN max(any_hour, excluded.any_hour) ELSE excluded.any_hour END,
           with_priors = max(with_priors, excluded.with_priors),
           requested_by = CASE WHEN ${open} AND excluded.any_hour = 0 THEN requested_by ELSE excluded.requested_by END,
           seq = CASE WHEN ${open} THEN seq ELSE excluded.seq END, bytes = CASE WHEN ${open} THEN bytes ELSE 0 END,
           last_problem = NULL, announced = 0, ${forgiven},
           next_attempt_at = NULL, state = CASE WHEN ${stays} THEN state ELSE 'queued' END`,
      ).run(studyInstanceUID, seq, rankOf(priority), anyHour ? 1 : 0, withPriors ? 1 : 0, requestedBy)
    },

    lease: (place) => store.transaction(() => {
      const job = store.prepare<ReturnType<typeof leasable.values>, RetrieveRow>(leasable.sql).get(...leasable.values(place, now(), instantIn(clock, retrievalBackoff.cap)))
      if (job === undefined) return null
      set(job.study_instance_uid, `state = 'running', next_attempt_at = NULL, source_id = ?, lease_until = ?`, place.sourceId, instantIn(clock, retrieveLeaseMs))
      return job
    }),

    keepLease(studyInstanceUID) {
      store.prepare(`UPDATE retrieve_jobs SET lease_until = ? WHERE study_instance_uid = ? AND state = 'running'`).run(instantIn(clock, retrieveLeaseMs), studyInstanceUID)
    },
    returnExpiredLeases() {
      store.prepare(`UPDATE retrieve_jobs SET state = 'queued', lease_until = NULL WHERE state = 'running' AND (lease_until <= ? OR lease_until > ?)`).run(now(), instantIn(clock, retrieveLeaseMs))
    },
    progress(studyInstanceUID, { wanted, done, refused }, bytes) {
      set(studyInstanceUID, 'wanted = ?, done = ?, refused = ?, bytes = ?', wanted, done, refused, bytes)
    },
    announced(studyInstanceUID, objects) {
      set(studyInstanceUID, 'announced = ?', objects)
    },
    end(studyInstanceUID, state, problem) {
      set(studyInstanceUID, `state = ?, lease_until = NULL, next_attempt_at = NULL, ${problemIs}, ${forgiven}`, state, asText(problem))
    },
    release(studyInstanceUID) {
      move(studyInstanceUID, 'queued', `state = 'running'`)
    },
    tryElsewhere(studyInstanceUID, sourceId, problem, transient) {
      set(
        studyInstanceUID, `state = 'queued', lease_until = NULL, ${problemIs}, tried = json_insert(tried, '$[#]', ?), tried_transient = max(tried_transient, ?)`,
        asText(problem), sourceId, transient ? 1 : 0,
      )
    },
    retryLater(job, problem) {
      const failures = job.failures + 1
      set(
        job.study_instance_uid, `state = 'retry_wait', lease_until = NULL, ${forgiven}, failures = ?, next_attempt_at = ?, ${problemIs}`,
        failures, instantIn(clock, backoffDelay(retrievalBackoff, failures, random)), asText(problem),
      )
    },
    cancel: (studyInstanceUID) => move(studyInstanceUID, 'cancelled', open),
    pause: (studyInstanceUID) => move(studyInstanceUID, 'paused', `state IN ('queued', 'running', 'retry_wait')`),
    resume: (studyInstanceUID) => move(studyInstanceUID, 'queued', `state = 'paused'`),
    retryNow() {
      store.prepare(`UPDATE retrieve_jobs SET state = 'queued', next_attempt_at = NULL, ${forgiven} WHERE state = 'retry_wait'`).run()
      store.prepare(`UPDATE retrieve_jobs SET ${forgiven} WHERE state = 'queued'`).run()
    },
    byStudy: (studyInstanceUID) => byStudy.get(studyInstanceUID) ?? null,
    list: (account) => store.prepare<[string], RetrieveRow>(`SELECT * FROM retrieve_jobs WHERE ${open} OR (state = 'failed' AND requested_by = ?) ORDER BY state = 'failed', priority, seq`).all(account),
    isOpen: (studyInstanceUID) => store.prepare<[string]>(`SELECT 1 FROM retrieve_jobs WHERE study_instance_uid = ? AND ${open}`).get(studyInstanceUID) !== undefined,
    dueIn() {
      const at = store.prepare<[string], { at: string | null }>(
        `SELECT min(at) AS at FROM (SELECT coalesce(lease_until, next_attempt_at) AS at FROM retrieve_jobs WHERE state IN ('running', 'retry_wait')) WHERE at > ?`,
      ).get(now())?.at ?? null
      return at === null ? null : Date.parse(at) - clock.now().getTime()
    },
  }
}
