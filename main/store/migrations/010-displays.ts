/** Displays of this console, entered by hand: the present entry of each, every entry it ever had, every check with a
 *  pattern. And which readings were begun on an unfit display of a training console: they never become results. */
export const sql = `
CREATE TABLE displays (
  id           TEXT PRIMARY KEY,
  entry        TEXT NOT NULL CHECK (json_valid(entry)),
  entered_by   TEXT NOT NULL,
  entered_at   TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE TABLE display_entries (
  seq        INTEGER PRIMARY KEY,
  display_id TEXT NOT NULL REFERENCES displays (id),
  entry      TEXT NOT NULL CHECK (json_valid(entry)),
  entered_by TEXT NOT NULL,
  entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX display_entries_of ON display_entries (display_id, seq);

CREATE TABLE display_checks (
  seq        INTEGER PRIMARY KEY,
  display_id TEXT NOT NULL REFERENCES displays (id),
  day        TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  checked_at TEXT NOT NULL,
  pattern    TEXT NOT NULL CHECK (pattern IN ('TG18_QC', 'TG270_SQC')),
  failed     TEXT NOT NULL CHECK (json_valid(failed))
) STRICT;
CREATE INDEX display_checks_of ON display_checks (display_id, seq);

CREATE TRIGGER display_entries_no_update BEFORE UPDATE ON display_entries BEGIN SELECT RAISE(ABORT, 'entries of displays are append-only'); END;
CREATE TRIGGER display_entries_no_delete BEFORE DELETE ON display_entries BEGIN SELECT RAISE(ABORT, 'entries of displays are append-only'); END;
CREATE TRIGGER display_checks_no_update BEFORE UPDATE ON display_checks BEGIN SELECT RAISE(ABORT, 'checks of displays are append-only'); END;
CREATE TRIGGER display_checks_no_delete BEFORE DELETE ON display_checks BEGIN SELECT RAISE(ABORT, 'checks of displays are append-only'); END;

ALTER TABLE readings ADD COLUMN training INTEGER NOT NULL DEFAULT 0 CHECK (training IN (0, 1));
`
