/** The part of the first reader's sheet that a blind second reader has before him, as it was signed: it lies beside the
 *  sealed opinion, because it must be read while that stays shut. It never holds a conclusion: that a workup was done
 *  or refused is one flag for both, so that a refusal, which would betray a positive reading, does not stand out. */
export const sql = `
CREATE TABLE sheet_contexts (
  reading_id TEXT NOT NULL PRIMARY KEY REFERENCES readings (id),
  study_uid TEXT NOT NULL,
  context TEXT NOT NULL,
  has_workup INTEGER NOT NULL CHECK (has_workup IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_contexts_by_study ON sheet_contexts (study_uid);
`
