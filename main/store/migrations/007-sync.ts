/** Tables of the sync room: what leaves this console until the other side said so, and what is being fetched. */
export const sql = `
CREATE TABLE outbox (
  -- Order of signing: what was signed first leaves first.
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  report_id TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PDF', 'SR', 'ORU')),
  destination TEXT NOT NULL CHECK (destination IN ('PACS', 'RIS')),
  -- SOP Instance UID or MSH-10: one row for each, whatever happens.
  dedupe_key TEXT NOT NULL UNIQUE,
  -- The bytes, sealed for the centre; gone once the other side confirmed them.
  sealed_payload TEXT,
  sha256 TEXT NOT NULL,
  depends_on TEXT REFERENCES outbox (id),
  state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sent_unknown', 'delivered', 'confirmed', 'retry_wait', 'dead', 'superseded')),
  -- 1 when the other side may hold it already: ask before sending again.
  may_be_there INTEGER NOT NULL DEFAULT 0 CHECK (may_be_there IN (0, 1)),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- In a row; sets the next delay.
  failures INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  next_attempt_at TEXT,
  lease_until TEXT,
  acknowledged_at TEXT,
  last_problem TEXT,
  last_error_class TEXT CHECK (last_error_class IN ('transient', 'permanent', 'unknown')),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'confirmed') = (acknowledged_at IS NOT NULL)),
  CHECK (state IN ('confirmed', 'superseded') OR sealed_payload IS NOT NULL)
) STRICT;
CREATE INDEX outbox_open ON outbox (destination, seq) WHERE state NOT IN ('confirmed', 'superseded');
CREATE INDEX outbox_of_report ON outbox (report_id);
CREATE INDEX outbox_of_study ON outbox (study_instance_uid);

CREATE TABLE retrieve_jobs (
  study_instance_uid TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  -- 0 asked for by a reader, 1 a prior of such a study.
  rank INTEGER NOT NULL CHECK (rank IN (0, 1)),
  with_priors INTEGER NOT NULL CHECK (with_priors IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'retry_wait', 'complete', 'failed', 'cancelled')),
  requested_by TEXT NOT NULL,
  wanted INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  lease_until TEXT,
  last_problem TEXT,
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK ((state = 'retry_wait') = (next_attempt_at IS NOT NULL))
) STRICT;
CREATE INDEX retrieve_jobs_open ON retrieve_jobs (rank, seq) WHERE state IN ('queued', 'running', 'retry_wait');
`
