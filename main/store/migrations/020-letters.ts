/** Letters between consoles: they leave by the outbox, bound to no report, and what came in is kept with what became of it. */
export const sql = `
CREATE TABLE outbox_with_letters (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- None for a letter, which belongs to no report.
  report_id TEXT,
  study_instance_uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PDF', 'SR', 'ORU', 'GSPS', 'KOS', 'EXCHANGE')),
  destination TEXT NOT NULL CHECK (destination IN ('PACS', 'RIS')),
  dedupe_key TEXT NOT NULL UNIQUE,
  -- Of a letter the object itself, base64: its body is sealed for the recipient already.
  sealed_payload TEXT,
  sha256 TEXT NOT NULL,
  depends_on TEXT REFERENCES outbox_with_letters (id),
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
  CHECK ((kind = 'EXCHANGE') = (report_id IS NULL)),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'confirmed') = (acknowledged_at IS NOT NULL)),
  CHECK (state IN ('confirmed', 'superseded') OR sealed_payload IS NOT NULL)
) STRICT;
INSERT INTO outbox_with_letters
  SELECT seq, id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, may_be_there, attempts, failures, created_at,
    next_attempt_at, lease_until, acknowledged_at, last_problem, last_error_class, readable_by, held FROM outbox ORDER BY seq;
DROP TABLE outbox;
ALTER TABLE outbox_with_letters RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (destination, seq) WHERE state NOT IN ('confirmed', 'superseded');
CREATE INDEX outbox_of_report ON outbox (report_id);
CREATE INDEX outbox_of_study ON outbox (study_instance_uid);

CREATE TABLE letters_in (
  -- SOP Instance UID.
  id TEXT PRIMARY KEY,
  -- In whose mailbox it lay: an account id, or the id of a centre.
  mailbox TEXT NOT NULL,
  -- As the object says in the clear; verified only once the letter was taken.
  sender TEXT,
  study_instance_uid TEXT,
  sent_at TEXT,
  received_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('TAKEN', 'LATER', 'REFUSED')),
  -- Why it was refused: code and params.
  problem TEXT,
  -- The sealed body of one that is to be read again.
  sealed TEXT,
  CHECK ((state = 'REFUSED') = (problem IS NOT NULL)),
  CHECK (state != 'LATER' OR sealed IS NOT NULL)
) STRICT;
CREATE INDEX letters_in_of_mailbox ON letters_in (mailbox, state, sent_at);

-- Up to which day each mailbox was looked through without a gap.
CREATE TABLE mailboxes (
  mailbox TEXT PRIMARY KEY,
  complete_to TEXT NOT NULL
) STRICT;

-- The newest card of the centre that was sent to each admitted reader.
CREATE TABLE cards_sent (
  account_id TEXT PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT;
`
