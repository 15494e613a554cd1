/** A report remembers the class of its structured report: a corrigendum names its predecessor by it. Opinions were
 *  written as Comprehensive SR alone until now, ordinary reports as Basic Text SR. And an exam whose first sheet names
 *  another woman than its images keeps what both said, for the coordinator to compare. */
export const sql = `
ALTER TABLE reports ADD COLUMN sr_sop_class_uid TEXT NOT NULL DEFAULT '1.2.840.10008.5.1.4.1.1.88.33';

-- Append only: the last row of an exam is the one that stands.
CREATE TABLE identity_doubts (
  seq         INTEGER PRIMARY KEY,
  study_uid   TEXT NOT NULL,
  sheet       TEXT NOT NULL CHECK (json_valid(sheet)),
  images      TEXT NOT NULL CHECK (json_valid(images)),
  noted_at    TEXT NOT NULL,
  -- Set by the coordinator who found that both are the same woman's exam.
  verified_by TEXT,
  reason      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX identity_doubts_of ON identity_doubts (study_uid, seq);
CREATE TRIGGER identity_doubts_no_update BEFORE UPDATE ON identity_doubts BEGIN SELECT RAISE(ABORT, 'doubts of identity are append-only'); END;
CREATE TRIGGER identity_doubts_no_delete BEFORE DELETE ON identity_doubts BEGIN SELECT RAISE(ABORT, 'doubts of identity are append-only'); END;
`
