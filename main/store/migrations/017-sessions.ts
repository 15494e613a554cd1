/** Reading sessions, and opinions that their reader undid before they were final. SQLite cannot drop a UNIQUE in place:
 *  the table of envelopes is made again, row by row, and stays append only. */
export const sql = `
CREATE TABLE undone_opinions (
  digest TEXT PRIMARY KEY,
  undone_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER undone_opinions_no_update BEFORE UPDATE ON undone_opinions BEGIN SELECT RAISE(ABORT, 'undone opinions are append-only'); END;
CREATE TRIGGER undone_opinions_no_delete BEFORE DELETE ON undone_opinions BEGIN SELECT RAISE(ABORT, 'undone opinions are append-only'); END;

CREATE TABLE sealed_opinions_again (
  digest TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL REFERENCES readings (id),
  moment TEXT NOT NULL CHECK (moment IN ('FROZEN', 'SIGNED')),
  envelope TEXT NOT NULL,
  sealed_at TEXT NOT NULL
) STRICT;
INSERT INTO sealed_opinions_again SELECT digest, reading_id, moment, envelope, sealed_at FROM sealed_opinions ORDER BY rowid;
DROP TABLE sealed_opinions;
ALTER TABLE sealed_opinions_again RENAME TO sealed_opinions;
CREATE INDEX sealed_opinions_of_reading ON sealed_opinions (reading_id, moment);
CREATE TRIGGER sealed_opinions_no_update BEFORE UPDATE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;
CREATE TRIGGER sealed_opinions_no_delete BEFORE DELETE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;
-- One envelope of each moment stands at a time.
CREATE TRIGGER sealed_opinions_one BEFORE INSERT ON sealed_opinions
  WHEN EXISTS (SELECT 1 FROM sealed_opinions s WHERE s.reading_id = NEW.reading_id AND s.moment = NEW.moment AND NOT EXISTS (SELECT 1 FROM undone_opinions u WHERE u.digest = s.digest))
  BEGIN SELECT RAISE(ABORT, 'an opinion of this moment stands already'); END;

CREATE TABLE reading_sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  -- Null: every site.
  site TEXT,
  size INTEGER NOT NULL CHECK (size > 0),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  -- The case on screen, from 1; 0 before the first and when none was left.
  position INTEGER NOT NULL DEFAULT 0,
  paused_at TEXT,
  -- Time at work, in milliseconds, up to the last sign of the reader.
  active_ms INTEGER NOT NULL DEFAULT 0,
  seen_at TEXT NOT NULL,
  -- Time at work and opinions given when the last pause ended.
  rested_ms INTEGER NOT NULL DEFAULT 0,
  rested_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX reading_sessions_live ON reading_sessions (account_id) WHERE ended_at IS NULL;

CREATE TABLE session_cases (
  session_id TEXT NOT NULL REFERENCES reading_sessions (id),
  position INTEGER NOT NULL,
  study_instance_uid TEXT NOT NULL,
  given_at TEXT NOT NULL,
  -- When every image of the case was on screen for the first time since it was given.
  displayed_at TEXT,
  concluded_at TEXT,
  skipped_at TEXT,
  -- Where the images stood, as JSON.
  view TEXT,
  PRIMARY KEY (session_id, position),
  UNIQUE (session_id, study_instance_uid)
) STRICT, WITHOUT ROWID;
`
