/** The desk moves the course of exams. What it recorded before, without moving it, is worked off at the next unlock. And
 *  the structure's own file of exams. */
export const sql = `
-- The events that date a conclusion, a recall or a round: lists of thousands of exams read these alone.
CREATE INDEX dossier_events_dating ON dossier_events (study_uid, seq)
  WHERE event ->> 'type' IN ('modifier', 'finaliser', 'arbitrer', 'corriger', 'demanderRefait', 'relancer', 'refaitRecu', 'refusL1', 'remettreEnFile');

-- Exams whose letters, workups or recalls were recorded while their course stood still. An exam leaves once it caught up.
CREATE TABLE course_arrears (study_uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO course_arrears
  SELECT study_uid FROM letters WHERE result <> 'LATE' UNION SELECT study_uid FROM bdd_results UNION SELECT study_uid FROM recall_events;

-- One row per line that was taken; the last one of a number holds.
CREATE TABLE structure_list (
  seq        INTEGER PRIMARY KEY,
  dossier    TEXT NOT NULL,
  entry      TEXT NOT NULL CHECK (json_valid(entry)),
  entered_by TEXT NOT NULL,
  entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX structure_list_of ON structure_list (dossier, seq);
CREATE TRIGGER structure_list_no_update BEFORE UPDATE ON structure_list BEGIN SELECT RAISE(ABORT, 'entries of the structure are append-only'); END;
CREATE TRIGGER structure_list_no_delete BEFORE DELETE ON structure_list BEGIN SELECT RAISE(ABORT, 'entries of the structure are append-only'); END;
`
