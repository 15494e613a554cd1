/** Encrypted objects: one wrapped key per study, one row per object file. A file without a row is an orphan;
 *  a row goes with its key, so deleting the key of a study makes its files unreadable at once. */
export const sql = `
CREATE TABLE cache_keys (
  id                 TEXT PRIMARY KEY,
  study_instance_uid TEXT NOT NULL,
  wrapped            BLOB NOT NULL
) STRICT;

CREATE INDEX cache_keys_by_study ON cache_keys (study_instance_uid);

CREATE TABLE cache_objects (
  sop_instance_uid   TEXT PRIMARY KEY,
  study_instance_uid TEXT NOT NULL,
  key_id             TEXT NOT NULL REFERENCES cache_keys (id) ON DELETE CASCADE,
  file               TEXT NOT NULL UNIQUE,
  length             INTEGER NOT NULL CHECK (length >= 0),
  sha256             TEXT NOT NULL,
  stored_at          TEXT NOT NULL
) STRICT;

CREATE INDEX cache_objects_by_study ON cache_objects (study_instance_uid);
CREATE INDEX cache_objects_by_key ON cache_objects (key_id);
`
