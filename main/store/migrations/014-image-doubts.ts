/** What is doubted of images: sides that a reader disputes, and objects whose patient differs from their study's. */
export const sql = `
-- Per reading, so that one reader's doubt says nothing to the other before its time.
CREATE TABLE disputed_sides (
  reading_id TEXT NOT NULL REFERENCES readings (id),
  sop_uid TEXT NOT NULL,
  disputed_at TEXT NOT NULL,
  PRIMARY KEY (reading_id, sop_uid)
) STRICT, WITHOUT ROWID;

-- An object that was refused leaves nothing but its identifier and the reason.
CREATE TABLE study_remarks (
  study_uid TEXT NOT NULL,
  sop_uid TEXT NOT NULL,
  code TEXT NOT NULL CHECK (code IN ('other-patient-refused', 'other-name', 'other-sex')),
  PRIMARY KEY (study_uid, sop_uid, code)
) STRICT, WITHOUT ROWID;
`
