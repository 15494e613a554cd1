/** Exams that a coordinator gave to a reader. A row is never changed but to be withdrawn; an exam that is given to one
 *  reader is to be read by nobody else. */
export const sql = `
CREATE TABLE assignments (
  id TEXT PRIMARY KEY,
  study_uid TEXT NOT NULL,
  round INTEGER NOT NULL CHECK (round >= 1),
  post TEXT NOT NULL CHECK (post IN ('L2', 'A', 'B', 'ARBITRE')),
  account_id TEXT NOT NULL,
  due_on TEXT,
  assigned_by TEXT NOT NULL,
  assigned_at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assignments_standing ON assignments (study_uid, round, post) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX assignments_of_reader ON assignments (account_id, study_uid, round) WHERE withdrawn_at IS NULL;
CREATE TRIGGER assignments_only_withdrawn BEFORE UPDATE ON assignments
  WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.id <> OLD.id OR NEW.study_uid <> OLD.study_uid OR NEW.account_id <> OLD.account_id OR NEW.post <> OLD.post OR NEW.round <> OLD.round
  BEGIN SELECT RAISE(ABORT, 'an assignment is withdrawn, never changed'); END;
CREATE TRIGGER assignments_no_delete BEFORE DELETE ON assignments BEGIN SELECT RAISE(ABORT, 'assignments are kept'); END;

-- Opinions that lie sealed on another console and are promised to a reader of this one: the digest of the envelope and the
-- SHA-256 of what was signed, told before anything can be seen.
CREATE TABLE promised_opinions (
  reading_id TEXT PRIMARY KEY REFERENCES readings (id),
  digest TEXT NOT NULL,
  witness TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- First readers of other consoles who were told that their exam is read to its end.
CREATE TABLE concluded_told (
  study_uid TEXT NOT NULL,
  account_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (study_uid, account_id, round)
) STRICT, WITHOUT ROWID;

-- One row while this console belongs to a centre elsewhere, which alone says who reads second.
CREATE TABLE assigned_only (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;

-- Those of the round that an exam is in, for what is still to be read: once two independent readings are compared, the
-- arbiter's alone.
CREATE VIEW standing_assignments AS
SELECT x.* FROM assignments x LEFT JOIN dossier_standings d ON d.study_uid = x.study_uid
WHERE x.withdrawn_at IS NULL AND x.round = coalesce(d.round, 1) AND (x.post = 'ARBITRE' OR coalesce(d.state, '') <> 'ARBITRAGE');

-- As before, but an exam that is given to somebody is to be read by nobody else.
DROP VIEW reading_states;
CREATE VIEW reading_states AS
SELECT a.id AS account_id, s.study_uid, coalesce(
  (SELECT r.state FROM readings r WHERE r.account_id = a.id AND r.study_instance_uid = s.study_uid AND r.superseded_at IS NULL),
  CASE
    WHEN EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = s.study_uid) THEN iif(
      EXISTS (SELECT 1 FROM standing_assignments x LEFT JOIN dossier_standings d ON d.study_uid = x.study_uid
        WHERE x.study_uid = s.study_uid AND x.account_id = a.id AND iif(x.post = 'ARBITRE', d.state = 'ARBITRAGE', coalesce(d.readable, 1) = 1)), 'to-read', 'none')
    WHEN instr('\\' || s.modalities || '\\', '\\MG\\') > 0 THEN CASE
      WHEN NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL)
        THEN iif(instr(a.roles, '"L1"') > 0, 'to-read', 'none')
      WHEN instr(a.roles, '"L2"') > 0 AND NOT EXISTS (SELECT 1 FROM assigned_only)
        AND EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL AND f.second_awaited = 1 AND f.account_id <> a.id)
        AND NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'SECOND' AND f.signed_at IS NOT NULL
          AND f.round = coalesce((SELECT d.round FROM dossier_standings d WHERE d.study_uid = s.study_uid), 1))
        AND coalesce((SELECT d.readable FROM dossier_standings d WHERE d.study_uid = s.study_uid), 1) = 1
        THEN 'to-read'
      ELSE 'none' END
    WHEN instr(a.roles, '"RADIOLOGIST"') > 0
      AND EXISTS (SELECT 1 FROM reading_plain_modalities m WHERE instr('\\' || s.modalities || '\\', '\\' || m.modality || '\\') > 0)
      AND NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'PLAIN' AND f.signed_at IS NOT NULL)
      THEN 'to-read'
    ELSE 'none'
  END) AS state
FROM accounts a JOIN studies s;
`
