/** Clinical documents go to the archive too, beside PDF and structured report, and a report keeps its own as it was signed. SQLite
 *  cannot change a CHECK in place: the outbox is made again with the longer list. */
export const sql = `
CREATE TABLE outbox_with_documents (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- None for a letter and for an answer to a request.
  report_id TEXT,
  study_instance_uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PDF', 'SR', 'CDA', 'ORU', 'GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER')),
  destination TEXT NOT NULL CHECK (destination IN ('PACS', 'RIS')),
  dedupe_key TEXT NOT NULL UNIQUE,
  -- Of a letter the object itself, base64: its body is sealed for the recipient already.
  sealed_payload TEXT,
  sha256 TEXT NOT NULL,
  depends_on TEXT REFERENCES outbox_with_documents (id),
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
  urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
  waiting_since TEXT NOT NULL DEFAULT '',
  waits_for TEXT,
  proof TEXT CHECK (proof IN ('COMMITMENT', 'FETCH_BACK', 'ACKNOWLEDGEMENT')),
  handled_at TEXT,
  handled_by TEXT,
  handled_reason TEXT,
  alarmed_at TEXT,
  CHECK ((kind IN ('EXCHANGE', 'ORDER_ANSWER')) = (report_id IS NULL)),
  CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
  CHECK ((state = 'confirmed') = (acknowledged_at IS NOT NULL)),
  CHECK (state IN ('confirmed', 'superseded') OR sealed_payload IS NOT NULL)
) STRICT;
INSERT INTO outbox_with_documents
  SELECT seq, id, report_id, study_instance_uid, kind, destination, dedupe_key, sealed_payload, sha256, depends_on, state, may_be_there, attempts, failures, created_at,
    next_attempt_at, lease_until, acknowledged_at, last_problem, last_error_class, readable_by, held,
    urgent, waiting_since, waits_for, proof, handled_at, handled_by, handled_reason, alarmed_at FROM outbox ORDER BY seq;
DROP TABLE outbox;
ALTER TABLE outbox_with_documents RENAME TO outbox;
CREATE INDEX outbox_of_report ON outbox (report_id);
CREATE INDEX outbox_of_study ON outbox (study_instance_uid);
CREATE INDEX outbox_ready ON outbox (destination, urgent DESC, seq, kind, readable_by)
  WHERE held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered') AND next_attempt_at IS NULL;
CREATE INDEX outbox_due ON outbox (destination, urgent, next_attempt_at, seq, kind, readable_by)
  WHERE held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered') AND next_attempt_at IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (destination, lease_until) WHERE state = 'leased';
CREATE INDEX outbox_unfinished ON outbox (state, report_id, readable_by, id) WHERE state NOT IN ('confirmed', 'superseded');
CREATE INDEX outbox_unalarmed ON outbox (urgent, waiting_since)
  WHERE held = 0 AND alarmed_at IS NULL AND kind NOT IN ('GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER') AND state NOT IN ('confirmed', 'superseded');

-- The clinical document, sealed like the PDF; none where the report left without one. Its object in the archive, if any.
ALTER TABLE report_documents ADD COLUMN cda_sealed TEXT;
ALTER TABLE report_documents ADD COLUMN cda_series_uid TEXT NOT NULL DEFAULT '';
ALTER TABLE report_documents ADD COLUMN cda_sop_uid TEXT NOT NULL DEFAULT '';
`
