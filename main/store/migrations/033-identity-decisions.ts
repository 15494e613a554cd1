/** Whose images a medium holds, as somebody here decided: a layer over the data sets, which stay as they came. */
export const sql = `
-- Append only: the last row of a study is the one that stands. While an assignment stands, the columns of the patient in
-- studies say the identity that was given; medium keeps what the data sets say, and is put back when it is withdrawn.
CREATE TABLE identity_decisions (
  seq        INTEGER PRIMARY KEY,
  study_uid  TEXT NOT NULL,
  decision   TEXT NOT NULL CHECK (decision IN ('ASSIGNED', 'KEPT', 'REFUSED', 'WITHDRAWN')),
  medium     TEXT NOT NULL CHECK (json_valid(medium)),
  given      TEXT CHECK (given IS NULL OR json_valid(given)),
  decided_by TEXT NOT NULL,
  -- As shown on that day; accounts may be renamed.
  by_name    TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX identity_decisions_of ON identity_decisions (study_uid, seq);
CREATE TRIGGER identity_decisions_no_update BEFORE UPDATE ON identity_decisions BEGIN SELECT RAISE(ABORT, 'decisions of identity are append-only'); END;
CREATE TRIGGER identity_decisions_no_delete BEFORE DELETE ON identity_decisions BEGIN SELECT RAISE(ABORT, 'decisions of identity are append-only'); END;
`
