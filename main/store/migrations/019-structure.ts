/** The structure's desk: what follows a second reading. Everything is append only; the last row of an exam holds. */
export const sql = `
CREATE TABLE bdd_results (
  seq        INTEGER PRIMARY KEY,
  study_uid  TEXT NOT NULL,
  result     TEXT NOT NULL CHECK (json_valid(result)),
  entered_by TEXT NOT NULL,
  entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX bdd_results_of ON bdd_results (study_uid, seq);

CREATE TABLE recall_events (
  seq        INTEGER PRIMARY KEY,
  study_uid  TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('REMINDER', 'RECEIVED', 'REFUSED')),
  day        TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX recall_events_of ON recall_events (study_uid, seq);

CREATE TABLE letter_templates (
  seq        INTEGER PRIMARY KEY,
  result     TEXT NOT NULL CHECK (result IN ('NEGATIVE', 'POSITIVE', 'TECHNICAL_RECALL', 'LATE')),
  recipient  TEXT NOT NULL CHECK (recipient IN ('PHYSICIAN', 'WOMAN')),
  subject    TEXT NOT NULL,
  body       TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  entered_at TEXT NOT NULL
) STRICT;

-- The PDF is sealed for the centre, like a report.
CREATE TABLE letters (
  id         TEXT PRIMARY KEY,
  study_uid  TEXT NOT NULL,
  result     TEXT NOT NULL CHECK (result IN ('NEGATIVE', 'POSITIVE', 'TECHNICAL_RECALL', 'LATE')),
  recipient  TEXT NOT NULL CHECK (recipient IN ('PHYSICIAN', 'WOMAN')),
  pdf_sealed TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  issued_by  TEXT NOT NULL,
  issued_at  TEXT NOT NULL
) STRICT;
CREATE INDEX letters_of ON letters (study_uid, issued_at);

CREATE TRIGGER bdd_results_no_update BEFORE UPDATE ON bdd_results BEGIN SELECT RAISE(ABORT, 'results of workups are append-only'); END;
CREATE TRIGGER bdd_results_no_delete BEFORE DELETE ON bdd_results BEGIN SELECT RAISE(ABORT, 'results of workups are append-only'); END;
CREATE TRIGGER recall_events_no_update BEFORE UPDATE ON recall_events BEGIN SELECT RAISE(ABORT, 'events of recalls are append-only'); END;
CREATE TRIGGER recall_events_no_delete BEFORE DELETE ON recall_events BEGIN SELECT RAISE(ABORT, 'events of recalls are append-only'); END;
CREATE TRIGGER letters_no_update BEFORE UPDATE ON letters BEGIN SELECT RAISE(ABORT, 'issued letters are append-only'); END;
CREATE TRIGGER letters_no_delete BEFORE DELETE ON letters BEGIN SELECT RAISE(ABORT, 'issued letters are append-only'); END;
`
