/** Requests for exams: the messages that brought them, what they ask for now, what happened to each, and what a RIS said of
 *  identities. */
export const sql = `
-- What was answered AA: the same message again is answered AA again, and done once.
CREATE TABLE order_messages (
  seq         INTEGER PRIMARY KEY,
  application TEXT NOT NULL,
  facility    TEXT NOT NULL,
  control_id  TEXT NOT NULL,
  -- SHA-256 of all that follows the header segment: another message under this id is told apart.
  body_digest TEXT NOT NULL,
  type        TEXT NOT NULL,
  received_at TEXT NOT NULL,
  -- The bytes as they came; forgotten after the days that the settings say.
  raw         BLOB,
  UNIQUE (application, facility, control_id)
) STRICT;
CREATE INDEX order_messages_kept ON order_messages (received_at) WHERE raw IS NOT NULL;

CREATE TABLE orders (
  id               TEXT PRIMARY KEY,
  source           TEXT NOT NULL CHECK (source IN ('HL7', 'MWL', 'QIDO')),
  -- Who sent it, and whom an answer goes to.
  application      TEXT NOT NULL,
  facility         TEXT NOT NULL,
  placer_number    TEXT NOT NULL,
  placer_authority TEXT NOT NULL,
  accession_number TEXT NOT NULL,
  study_uid        TEXT NOT NULL,
  -- 0 stat, 1 urgent, 2 routine.
  urgency          INTEGER NOT NULL CHECK (urgency IN (0, 1, 2)),
  patient_id       TEXT NOT NULL,
  content          TEXT NOT NULL CHECK (json_valid(content)),
  search_text      TEXT NOT NULL,
  arrived_at       TEXT NOT NULL,
  changed_at       TEXT NOT NULL,
  performed_at     TEXT,
  cancelled_at     TEXT,
  cancel_reason    TEXT NOT NULL DEFAULT '',
  answer           TEXT CHECK (answer IS NULL OR json_valid(answer)),
  -- Under which an answer stands in the outbox while the exam has no images.
  own_uid          TEXT NOT NULL,
  UNIQUE (placer_number, placer_authority, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_by_accession ON orders (accession_number) WHERE accession_number <> '';
CREATE INDEX orders_by_study ON orders (study_uid) WHERE study_uid <> '';
CREATE INDEX orders_by_urgency ON orders (urgency, arrived_at);
CREATE INDEX studies_by_accession ON studies (accession_number) WHERE accession_number <> '';

-- What happened to an order, oldest first.
CREATE TABLE order_events (
  seq      INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  message  INTEGER REFERENCES order_messages (seq),
  what     TEXT NOT NULL CHECK (what IN ('REQUESTED', 'CHANGED', 'CANCELLED', 'PERFORMED', 'ANSWERED', 'IDENTITY')),
  at       TEXT NOT NULL,
  -- What stood before, of an identity that was replaced.
  before   TEXT CHECK (before IS NULL OR json_valid(before))
) STRICT;
CREATE INDEX order_events_of ON order_events (order_id, seq);
CREATE TRIGGER order_events_no_update BEFORE UPDATE ON order_events BEGIN SELECT RAISE(ABORT, 'what happened to an order is append-only'); END;
CREATE TRIGGER order_events_no_delete BEFORE DELETE ON order_events BEGIN SELECT RAISE(ABORT, 'what happened to an order is append-only'); END;

-- What a RIS said of an identity: shown beside exams that bear it, never written into them.
CREATE TABLE identity_messages (
  seq        INTEGER PRIMARY KEY,
  message    INTEGER NOT NULL REFERENCES order_messages (seq),
  kind       TEXT NOT NULL CHECK (kind IN ('CORRECTED', 'MERGED')),
  -- The identifier that it is about, as images bear it: of a merge, the one that is replaced.
  patient_id TEXT NOT NULL,
  authority  TEXT NOT NULL,
  patient    TEXT NOT NULL CHECK (json_valid(patient)),
  at         TEXT NOT NULL
) STRICT;
CREATE INDEX identity_messages_of ON identity_messages (patient_id, seq);
CREATE TRIGGER identity_messages_no_update BEFORE UPDATE ON identity_messages BEGIN SELECT RAISE(ABORT, 'what was said of identities is append-only'); END;
CREATE TRIGGER identity_messages_no_delete BEFORE DELETE ON identity_messages BEGIN SELECT RAISE(ABORT, 'what was said of identities is append-only'); END;
`
