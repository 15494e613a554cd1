/** What a coordinator released, and an outbox that knows who can open a payload, which documents wait for the reveal,
 *  and sealed envelopes. SQLite cannot change a CHECK in place: the table is made again, in the order of signing. */
export const sql = `
-- A signed opinion, and its report, sealed again for one reader by who holds the centre's key, or by its author.
CREATE TABLE released_opinions (
  reading_id TEXT NOT NULL REFERENCES readings (id),
  account_id TEXT NOT NULL,
  -- Of the envelope that was opened for it.
  digest TEXT NOT NULL,
  sealed TEXT NOT NULL,
  pdf_sealed TEXT,
  released_at TEXT NOT NULL,
  released_by TEXT NOT NULL,
  PRIMARY KEY (reading_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_with_seals (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  report_id TEXT NOT NULL,
  study_instance_uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PDF', 'SR', 'ORU', 'GSPS', 'KOS', 'SEAL')),
  destination TEXT NOT NULL CHECK (destination IN ('PACS', 'RIS')),
  dedupe_key TEXT NOT NULL UNIQUE,
  sealed_payload TEXT,
  sha256 TEXT NOT NULL,
  depends_on TEXT REFERENCES outbox_with_seals (id),
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
  -- The account whose own key opens the payload; where there is none, the centre's key alone does.
  readable_by TEXT,
  -- 1 until nobody reads this study blind any more: the document says in the clear what is still masked.
  held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'confirmed') = (acknowledged_at IS NOT NULL)),
  CHECK (state IN ('confirmed', 'superseded') OR sealed_payload IS NOT NULL)
) STRICT;
INSERT INTO outbox_with_seals
  SELECT seq, id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, may_be_there, attempts, failures, created_at,
    next_attempt_at, lease_until, acknowledged_at, last_problem, last_error_class, NULL, 0 FROM outbox ORDER BY seq;
DROP TABLE outbox;
ALTER TABLE outbox_with_seals RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (destination, seq) WHERE state NOT IN ('confirmed', 'superseded');
CREATE INDEX outbox_of_report ON outbox (report_id);
CREATE INDEX outbox_of_study ON outbox (study_instance_uid);
`
