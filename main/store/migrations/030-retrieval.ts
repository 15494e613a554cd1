/** Retrieval from several sources: where a study is known to be, and jobs by priority with what they were given so far. */
export const sql = `
CREATE TABLE study_sources (
  study_uid TEXT NOT NULL,
  source_id TEXT NOT NULL,
  seen_at   TEXT NOT NULL,
  -- When it was last asked whether it has more of the study.
  looked_at TEXT,
  PRIMARY KEY (study_uid, source_id)
) STRICT;

CREATE TABLE retrieve_jobs_by_priority (
  study_instance_uid TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  -- Place in the contract's list of priorities; 0 is an emergency.
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 5),
  -- 1: a reader asked for it, or for what it is a prior of: no source's hours hold it up.
  any_hour INTEGER NOT NULL CHECK (any_hour IN (0, 1)),
  with_priors INTEGER NOT NULL CHECK (with_priors IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'retry_wait', 'paused', 'complete', 'failed', 'cancelled')),
  requested_by TEXT NOT NULL,
  -- The source that runs it, or ran it last.
  source_id TEXT,
  -- Sources that failed it since the last wait, and whether one of them may do another time.
  tried TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tried)),
  tried_transient INTEGER NOT NULL DEFAULT 0 CHECK (tried_transient IN (0, 1)),
  wanted INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  lease_until TEXT,
  last_problem TEXT,
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK ((state = 'retry_wait') = (next_attempt_at IS NOT NULL))
) STRICT;
INSERT INTO retrieve_jobs_by_priority (study_instance_uid, seq, priority, any_hour, with_priors, state, requested_by, wanted, done, refused, failures, next_attempt_at, lease_until, last_problem)
  SELECT study_instance_uid, seq, CASE rank WHEN 0 THEN 1 ELSE 4 END, 1, with_priors, state, requested_by, wanted, done, refused, failures, next_attempt_at, lease_until, last_problem FROM retrieve_jobs;
DROP TABLE retrieve_jobs;
ALTER TABLE retrieve_jobs_by_priority RENAME TO retrieve_jobs;
CREATE INDEX retrieve_jobs_open ON retrieve_jobs (priority, seq) WHERE state IN ('queued', 'running', 'retry_wait', 'paused');
`
