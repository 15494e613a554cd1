/** The desk moves the course of exams. What it recorded before, without moving it, is worked off at the next unlock. */
export const sql = `
-- The events that date a conclusion, a recall or a round: lists of thousands of exams read these alone.
CREATE INDEX dossier_events_dating ON dossier_events (study_uid, seq)
  WHERE event ->> 'type' IN ('modifier', 'finaliser', 'arbitrer', 'corriger', 'demanderRefait', 'relancer', 'refaitRecu', 'refusL1', 'remettreEnFile');

-- Exams whose letters, workups or recalls were recorded while their course stood still. An exam leaves once it caught up.
CREATE TABLE course_arrears (study_uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO course_arrears
  SELECT study_uid FROM letters WHERE result <> 'LATE' UNION SELECT study_uid FROM bdd_results UNION SELECT study_uid FROM recall_events;
`
