/** Answers to requests leave by the outbox too, bound to no report. SQLite cannot change a CHECK in place: the table is made
 *  again with the longer list. */
export const sql = `
CREATE TABLE outbox_with_answers (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- None for a letter and for an answer to a request.
  report_id TEXT,
  study_instance_uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PDF', 'SR', 'ORU', 'GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER')),
  destination TEXT NOT NULL CHECK (destination IN ('PACS', 'RIS')),
  dedupe_key TEXT NOT NULL UNIQUE,
  -- Of a letter the object itself, base64: its body is sealed for the recipient already.
  sealed_payload TEXT,
  sha256 TEXT NOT NULL,
  depends_on TEXT REFERENCES outbox_with_answers (id),
  state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sent_unknown', 'delivered', 'confirmed', 'retry_wait', 'dead', 'superseded')),
  may_be_there INTEGER NOT NULL DEFAULT 0 CHECK (may_be_there IN (0, 1)),
  attempts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  next_attempt_at TEXT,
  lease_until TEXT,
  acknowledged_at TEXT,
  last_problem TEXT,
  last_error_class TEXT CHECK (last_error_class IN ('transient', 'permanent', 'unknown')),
  readable_by TEXT,
  held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  CHECK ((kind IN ('EXCHANGE', 'ORDER_ANSWER')) = (report_id IS NULL)),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'confirmed') = (acknowledged_at IS NOT NULL)),
  CHECK (state IN ('confirmed', 'superseded') OR sealed_payload IS NOT NULL)
) STRICT;
INSERT INTO outbox_with_answers
  SELECT seq, id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, may_be_there, attempts, failures, created_at,
    next_attempt_at, lease_until, acknowledged_at, last_problem, last_error_class, readable_by, held FROM outbox ORDER BY seq;
DROP TABLE outbox;
ALTER TABLE outbox_with_answers RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (destination, seq) WHERE state NOT IN ('confirmed', 'superseded');
CREATE INDEX outbox_of_report ON outbox (report_id);
CREATE INDEX outbox_of_study ON outbox (study_instance_uid);
`
