/** Tables of the reading room. A signed or frozen opinion stands only in `sealed_opinions`: the columns that held it
 *  as a draft are cleared in the same transaction, and its saved versions go with them. */
export const sql = `
-- Pseudonyms. One per account and kind of reading: the first reader is named on the own report, so a code shared
-- between the kinds would name the second reader as well.
CREATE TABLE reader_codes (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'PLAIN')),
  code TEXT NOT NULL UNIQUE,
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE readings (
  id TEXT PRIMARY KEY,
  study_instance_uid TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'PLAIN')),
  policy TEXT NOT NULL CHECK (policy IN ('FR_DOCS_MASQUE', 'FR_DOCS', 'INDEPENDANT')),
  phase TEXT NOT NULL CHECK (phase IN ('LECTURE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF')),
  version INTEGER NOT NULL CHECK (version >= 1),
  avis TEXT,
  text TEXT,
  change_reason TEXT NOT NULL DEFAULT '',
  reader_code TEXT NOT NULL,
  -- FIRST only, known at the signature: 1 when the study goes on to a second reader.
  second_awaited INTEGER CHECK (second_awaited IN (0, 1)),
  started_at TEXT NOT NULL,
  frozen_at TEXT,
  revealed_at TEXT,
  signed_at TEXT,
  report_id TEXT,
  sending TEXT NOT NULL DEFAULT 'none' CHECK (sending IN ('none', 'pending', 'sent', 'failed')),
  -- Another account signed the same kind of reading first: this draft is set aside.
  superseded_at TEXT,
  state TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN phase IN ('LECTURE', 'LECTURE_AVEUGLE') THEN 'reading'
    WHEN phase = 'AVIS_FIGE' THEN 'frozen'
    WHEN phase = 'REVELATION' THEN 'revealed'
    WHEN sending = 'sent' THEN 'sent'
    WHEN sending = 'failed' THEN 'send-failed'
    ELSE 'signed' END) VIRTUAL,
  CHECK ((phase = 'DEFINITIF') = (signed_at IS NOT NULL)),
  CHECK (revealed_at IS NULL OR frozen_at IS NOT NULL),
  CHECK (phase <> 'REVELATION' OR revealed_at IS NOT NULL),
  CHECK (signed_at IS NULL OR (avis IS NULL AND text IS NULL AND change_reason = '' AND report_id IS NOT NULL))
) STRICT;

-- One account has one live reading per study: nobody can be first and second reader of the same exam.
CREATE UNIQUE INDEX readings_of_account ON readings (account_id, study_instance_uid) WHERE superseded_at IS NULL;
-- One signed reading of each kind per study.
CREATE UNIQUE INDEX readings_signed ON readings (study_instance_uid, kind) WHERE signed_at IS NOT NULL;
CREATE INDEX readings_of_study ON readings (study_instance_uid);
CREATE UNIQUE INDEX readings_of_report ON readings (report_id) WHERE report_id IS NOT NULL;

CREATE TABLE reading_drafts (
  reading_id TEXT NOT NULL REFERENCES readings (id),
  version INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  avis TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (reading_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_opinions (
  digest TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL REFERENCES readings (id),
  moment TEXT NOT NULL CHECK (moment IN ('FROZEN', 'SIGNED')),
  envelope TEXT NOT NULL,
  sealed_at TEXT NOT NULL,
  UNIQUE (reading_id, moment)
) STRICT;
CREATE TRIGGER sealed_opinions_no_update BEFORE UPDATE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;
CREATE TRIGGER sealed_opinions_no_delete BEFORE DELETE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;

-- Modalities whose studies get an ordinary report; the same list as in domain/second-reading.
CREATE TABLE reading_plain_modalities (modality TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO reading_plain_modalities VALUES ('CT'), ('MR'), ('CR'), ('DX'), ('US'), ('NM'), ('PT'), ('XA'), ('RF'), ('PX'), ('IO'), ('XC'), ('OT'), ('SC');

-- Where each account's own reading of each study is. One row per account and study: join it (an inner join lets
-- SQLite fold the view into the query; an outer join would materialise it). The subject of a study is the rule of
-- domain/second-reading: mammograms are screened, other radiology gets an ordinary report.
CREATE VIEW reading_states AS
SELECT a.id AS account_id, s.study_uid, coalesce(
  (SELECT r.state FROM readings r WHERE r.account_id = a.id AND r.study_instance_uid = s.study_uid AND r.superseded_at IS NULL),
  CASE
    WHEN instr('\\' || s.modalities || '\\', '\\MG\\') > 0 THEN CASE
      WHEN NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL)
        THEN iif(instr(a.roles, '"L1"') > 0, 'to-read', 'none')
      WHEN instr(a.roles, '"L2"') > 0
        AND EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL AND f.second_awaited = 1 AND f.account_id <> a.id)
        AND NOT EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'SECOND' AND f.signed_at IS NOT NULL)
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
