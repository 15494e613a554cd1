/** Tables of the reporting room: signed reports, append only. The PDF is kept sealed for the centre, like the payloads
 *  of the outbox, so that the conclusion does not lie in the clear beside the sealed opinion. */
export const sql = `
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL UNIQUE REFERENCES readings (id),
  study_instance_uid TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'PLAIN')),
  signed_at TEXT NOT NULL,
  -- SHA-256 of the sealed opinion that this report renders.
  opinion_digest TEXT NOT NULL,
  pdf_sealed TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  pdf_sop_instance_uid TEXT NOT NULL UNIQUE,
  sr_sop_instance_uid TEXT NOT NULL UNIQUE,
  oru_control_id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX reports_of_study ON reports (study_instance_uid);
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;
`
