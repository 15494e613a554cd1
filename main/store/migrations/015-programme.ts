/** The course of exams in the programme: what happened to each, append only, and where that leaves it. */
export const sql = `
-- One row per event; the state is what the events make of it. \`parameters\`: the terms of the centre at that moment.
CREATE TABLE dossier_events (
  study_uid TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  event TEXT NOT NULL,
  parameters TEXT NOT NULL,
  PRIMARY KEY (study_uid, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER dossier_events_no_update BEFORE UPDATE ON dossier_events BEGIN SELECT RAISE(ABORT, 'events of an exam are append-only'); END;
CREATE TRIGGER dossier_events_no_delete BEFORE DELETE ON dossier_events BEGIN SELECT RAISE(ABORT, 'events of an exam are append-only'); END;

-- Signs of life since the last event; they join the events with the next one.
CREATE TABLE dossier_heartbeats (
  study_uid TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (study_uid, actor)
) STRICT, WITHOUT ROWID;

-- Derived from the events in the same transaction: for lists and for what becomes due.
CREATE TABLE dossier_standings (
  study_uid TEXT PRIMARY KEY,
  policy TEXT NOT NULL,
  state TEXT NOT NULL,
  issue TEXT,
  round INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  -- 1 while a second reader may take the exam or holds it.
  readable INTEGER NOT NULL CHECK (readable IN (0, 1)),
  -- When the program itself must look at the exam again; null: never.
  look_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_standings_look ON dossier_standings (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX dossier_standings_state ON dossier_standings (state);

-- Once films were redone another reader reads the exam again: one signed second reading per round.
ALTER TABLE readings ADD COLUMN round INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1);
DROP INDEX readings_signed;
CREATE UNIQUE INDEX readings_signed ON readings (study_instance_uid, kind, round) WHERE signed_at IS NOT NULL;

-- As before, but for exams that left the queue and for rounds.
DROP VIEW reading_states;
CREATE VIEW reading_states AS
SELECT a.id AS account_id, s.study_uid, coalesce(
  (SELECT r.state FROM readings r WHERE r.account_id = a.id AND r.study_instance_uid = s.study_uid AND r.superseded_at IS NULL),
  CASE
    WHEN instr('\\' || s.modalities || '\\', '\\MG\\') > 0 THEN CASE
      WHEN NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL)
        THEN iif(instr(a.roles, '"L1"') > 0, 'to-read', 'none')
      WHEN instr(a.roles, '"L2"') > 0
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
