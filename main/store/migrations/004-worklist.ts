/** Studies, series and instances known to this console, local or only seen in the PACS. */
export const sql = `
CREATE TABLE studies (
  study_uid TEXT PRIMARY KEY,
  patient_name TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  issuer_of_patient_id TEXT NOT NULL,
  patient_birth_date TEXT,
  patient_sex TEXT NOT NULL,
  study_date TEXT,
  study_time TEXT NOT NULL,
  accession_number TEXT NOT NULL,
  study_id TEXT NOT NULL,
  description TEXT NOT NULL,
  site TEXT NOT NULL,
  referring_physician TEXT NOT NULL,
  modalities TEXT NOT NULL,
  image_count INTEGER,
  locality TEXT NOT NULL CHECK (locality IN ('remote', 'retrieving', 'partial', 'local')),
  progress REAL,
  in_pacs INTEGER NOT NULL,
  demo INTEGER NOT NULL,
  search_text TEXT NOT NULL
) STRICT;
CREATE INDEX studies_by_date ON studies (study_date, study_uid);
CREATE INDEX studies_by_name ON studies (patient_name, study_uid);
CREATE INDEX studies_by_modalities ON studies (modalities);
CREATE INDEX studies_by_site ON studies (site);
CREATE INDEX studies_by_patient ON studies (patient_id, study_date);

CREATE TABLE series (
  series_uid TEXT PRIMARY KEY,
  study_uid TEXT NOT NULL REFERENCES studies (study_uid) ON DELETE CASCADE,
  modality TEXT NOT NULL,
  series_number INTEGER,
  description TEXT NOT NULL,
  laterality TEXT NOT NULL,
  body_part TEXT NOT NULL
) STRICT;
CREATE INDEX series_by_study ON series (study_uid);

CREATE TABLE instances (
  sop_uid TEXT PRIMARY KEY,
  series_uid TEXT NOT NULL REFERENCES series (series_uid) ON DELETE CASCADE,
  study_uid TEXT NOT NULL,
  sop_class_uid TEXT NOT NULL,
  transfer_syntax_uid TEXT NOT NULL,
  is_image INTEGER NOT NULL,
  instance_number INTEGER,
  descriptor TEXT,
  frames TEXT NOT NULL,
  dataset_sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX instances_by_study ON instances (study_uid, is_image);
`
