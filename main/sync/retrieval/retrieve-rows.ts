/** SQL of the retrieval jobs. What is here already is known from the instances themselves, so a job that starts
 *  again fetches only what is missing. */
import type { ExpectedError } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { backoffDelay, retrievalBackoff } from '../backoff.ts'
import { instantIn, type Clock } from '../clock.ts'

export type RetrieveState = 'queued' | 'running' | 'retry_wait' | 'complete' | 'failed' | 'cancelled'

export interface RetrieveJob {
  readonly study_instance_uid: string
  readonly rank: 0 | 1
  readonly with_priors: 0 | 1
  readonly state: RetrieveState
  readonly requested_by: string
  readonly wanted: number | null
  readonly done: number
  readonly refused: number
  readonly failures: number
}

/** As in the outbox: longer than any pause between two signs of life. */
export const retrieveLeaseMs = 15_000

const open = `state IN ('queued', 'running', 'retry_wait')`

export interface RetrieveRows {
  /** Asks for a study; an open job keeps its place, a finished one begins again. Runs in the caller's transaction. */
  request(studyInstanceUID: string, options: { withPriors: boolean; rank: 0 | 1; requestedBy: string }): void
  lease(): RetrieveJob | null
  keepLease(studyInstanceUID: string): void
  returnExpiredLeases(): void
  progress(studyInstanceUID: string, counts: { wanted: number; done: number; refused: number }): void
  end(studyInstanceUID: string, state: 'complete' | 'failed', problem: ExpectedError | null): void
  /** Back in the queue: stopped by us, to go on later. */
  release(studyInstanceUID: string): void
  retryLater(job: RetrieveJob, problem: ExpectedError): void
  /** False when there is nothing to cancel. */
  cancel(studyInstanceUID: string): boolean
  retryNow(): void
  byStudy(studyInstanceUID: string): RetrieveJob | null
  isOpen(studyInstanceUID: string): boolean
  dueIn(): number | null
}

export function createRetrieveRows({ store, clock, random }: { store: Store; clock: Clock; random: () => number }): RetrieveRows {
  const now = () => instantIn(clock, 0)
  const byStudy = store.prepare<[string], RetrieveJob>('SELECT * FROM retrieve_jobs WHERE study_instance_uid = ?')
  const set = (studyInstanceUID: string, sql: string, ...values: unknown[]) =>
    store.prepare(`UPDATE retrieve_jobs SET ${sql} WHERE study_instance_uid = ?`).run(...values, studyInstanceUID)
  const asText = (problem: ExpectedError | null) => (problem === null ? null : JSON.stringify({ code: problem.code, params: problem.params }))

  return {
    request(studyInstanceUID, { withPriors, rank, requestedBy }) {
      const seq = store.prepare<[], { next: number }>('SELECT coalesce(max(seq), 0) + 1 AS next FROM retrieve_jobs').get()?.next ?? 1
      store.prepare(
        `INSERT INTO retrieve_jobs (study_instance_uid, seq, rank, with_priors, state, requested_by) VALUES (?, ?, ?, ?, 'queued', ?)
         ON CONFLICT (study_instance_uid) DO UPDATE SET
           rank = min(rank, excluded.rank), with_priors = max(with_priors, excluded.with_priors), requested_by = excluded.requested_by,
           seq = CASE WHEN ${open} THEN seq ELSE excluded.seq END, failures = 0, last_problem = NULL,
           state = CASE WHEN state = 'running' THEN state ELSE 'queued' END, next_attempt_at = NULL`,
      ).run(studyInstanceUID, seq, rank, withPriors ? 1 : 0, requestedBy)
    },

    lease: () => store.transaction(() => {
      const job = store.prepare<[string, string], RetrieveJob>(
        `SELECT * FROM retrieve_jobs WHERE state = 'queued' OR (state = 'retry_wait' AND (next_attempt_at <= ? OR next_attempt_at > ?)) ORDER BY rank, seq LIMIT 1`,
      ).get(now(), instantIn(clock, retrievalBackoff.cap))
      if (job === undefined) return null
      set(job.study_instance_uid, `state = 'running', next_attempt_at = NULL, lease_until = ?`, instantIn(clock, retrieveLeaseMs))
      return job
    }),

    keepLease(studyInstanceUID) {
      store.prepare(`UPDATE retrieve_jobs SET lease_until = ? WHERE study_instance_uid = ? AND state = 'running'`).run(instantIn(clock, retrieveLeaseMs), studyInstanceUID)
    },
    returnExpiredLeases() {
      store.prepare(`UPDATE retrieve_jobs SET state = 'queued', lease_until = NULL WHERE state = 'running' AND (lease_until <= ? OR lease_until > ?)`).run(now(), instantIn(clock, retrieveLeaseMs))
    },
    progress(studyInstanceUID, { wanted, done, refused }) {
      set(studyInstanceUID, 'wanted = ?, done = ?, refused = ?', wanted, done, refused)
    },
    end(studyInstanceUID, state, problem) {
      set(studyInstanceUID, 'state = ?, lease_until = NULL, next_attempt_at = NULL, last_problem = ?', state, asText(problem))
    },
    release(studyInstanceUID) {
      store.prepare(`UPDATE retrieve_jobs SET state = 'queued', lease_until = NULL WHERE study_instance_uid = ? AND state = 'running'`).run(studyInstanceUID)
    },
    retryLater(job, problem) {
      const failures = job.failures + 1
      set(
        job.study_instance_uid, `state = 'retry_wait', lease_until = NULL, failures = ?, next_attempt_at = ?, last_problem = ?`,
        failures, instantIn(clock, backoffDelay(retrievalBackoff, failures, random)), asText(problem),
      )
    },
    cancel: (studyInstanceUID) =>
      store.prepare(`UPDATE retrieve_jobs SET state = 'cancelled', lease_until = NULL, next_attempt_at = NULL WHERE study_instance_uid = ? AND ${open}`).run(studyInstanceUID).changes > 0,
    retryNow() {
      store.prepare(`UPDATE retrieve_jobs SET state = 'queued', next_attempt_at = NULL, failures = 0 WHERE state = 'retry_wait'`).run()
    },
    byStudy: (studyInstanceUID) => byStudy.get(studyInstanceUID) ?? null,
    isOpen: (studyInstanceUID) => store.prepare<[string]>(`SELECT 1 FROM retrieve_jobs WHERE study_instance_uid = ? AND ${open}`).get(studyInstanceUID) !== undefined,
    dueIn() {
      const at = store.prepare<[], { at: string | null }>(
        `SELECT min(CASE state WHEN 'queued' THEN '' WHEN 'running' THEN lease_until ELSE next_attempt_at END) AS at FROM retrieve_jobs WHERE ${open}`,
      ).get()?.at ?? null
      return at === null ? null : at === '' ? 0 : Math.max(0, Date.parse(at) - clock.now().getTime())
    },
  }
}
