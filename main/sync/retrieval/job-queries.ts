/** The two questions of the job table that say what a job is: which are open, and which one a source takes up next. */
import type { Place } from './retrieve-rows.ts'

export const open = `state IN ('queued', 'running', 'retry_wait', 'paused')`

/** The first by priority, then by age, of those that wait for nothing, that this source may hold and did not just fail.
 *  A wait beyond the longest back-off was set by a clock that has since been put right. */
export const leasable = {
  sql: `SELECT * FROM retrieve_jobs j
    WHERE (state = 'queued' OR (state = 'retry_wait' AND (next_attempt_at <= ? OR next_attempt_at > ?)))
      AND priority < ? AND (? = 1 OR any_hour = 1)
      AND NOT EXISTS (SELECT 1 FROM json_each(j.tried) WHERE value = ?)
      AND (EXISTS (SELECT 1 FROM study_sources s WHERE s.study_uid = j.study_instance_uid AND s.source_id = ?)
        OR NOT EXISTS (SELECT 1 FROM study_sources s WHERE s.study_uid = j.study_instance_uid AND s.source_id IN (SELECT value FROM json_each(?))))
    ORDER BY priority, seq LIMIT 1`,
  values: ({ sourceId, present, isOpen, before }: Place, now: string, tooFar: string): [string, string, number, number, string, string, string] =>
    [now, tooFar, Math.min(before, 99), isOpen ? 1 : 0, sourceId, sourceId, JSON.stringify(present)],
}
