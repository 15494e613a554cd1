/** Two independent readings of one exam, their arbitration, opinions that are corrected after their signature, and readings
 *  that a change of the exam sent back. SQLite cannot widen a CHECK or drop a UNIQUE in place: the tables of readings,
 *  codes, envelopes and reports are made again, row by row. Foreign keys are counted at the end of the transaction: rows
 *  that point to a reading find it again in the new table. */
export const sql = `
PRAGMA defer_foreign_keys = ON;
DROP VIEW reading_states;

CREATE TEMP TABLE readings_kept AS SELECT * FROM readings;
DROP TABLE readings;
CREATE TABLE readings (
  id TEXT PRIMARY KEY,
  study_instance_uid TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'ARBITRATION', 'PLAIN')),
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
  -- The report that stands: of the signature, or of the last correction.
  report_id TEXT,
  sending TEXT NOT NULL DEFAULT 'none' CHECK (sending IN ('none', 'pending', 'sent', 'failed')),
  -- Another account signed the same kind of reading first: this draft is set aside.
  superseded_at TEXT,
  training INTEGER NOT NULL DEFAULT 0 CHECK (training IN (0, 1)),
  round INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1),
  -- Which of two independent readings it is, known at the signature; empty for any other.
  place TEXT NOT NULL DEFAULT '' CHECK (place IN ('', 'A', 'B')),
  -- The exam changed under an unfinished reading: its reader is warned, and a frozen opinion becomes a draft again.
  returned TEXT CHECK (returned IN ('IMAGES', 'FICHE')),
  -- That one of two independent readings was sent tells that the other is signed too.
  state TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN phase IN ('LECTURE', 'LECTURE_AVEUGLE') OR (returned IS NOT NULL AND signed_at IS NULL) THEN 'reading'
    WHEN phase = 'AVIS_FIGE' THEN 'frozen'
    WHEN phase = 'REVELATION' THEN 'revealed'
    WHEN policy = 'INDEPENDANT' AND kind = 'SECOND' THEN 'signed'
    WHEN sending = 'sent' THEN 'sent'
    WHEN sending = 'failed' THEN 'send-failed'
    ELSE 'signed' END) VIRTUAL,
  CHECK ((phase = 'DEFINITIF') = (signed_at IS NOT NULL)),
  CHECK (revealed_at IS NULL OR frozen_at IS NOT NULL),
  CHECK (phase <> 'REVELATION' OR revealed_at IS NOT NULL),
  CHECK (signed_at IS NULL OR (avis IS NULL AND text IS NULL AND change_reason = '' AND report_id IS NOT NULL))
) STRICT;
INSERT INTO readings (id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, change_reason, reader_code, second_awaited, started_at, frozen_at, revealed_at, signed_at, report_id, sending, superseded_at, training, round)
  SELECT id, study_instance_uid, account_id, kind, policy, phase, version, avis, text, change_reason, reader_code, second_awaited, started_at, frozen_at, revealed_at, signed_at, report_id, sending, superseded_at, training, round FROM readings_kept;
DROP TABLE readings_kept;
CREATE UNIQUE INDEX readings_of_account ON readings (account_id, study_instance_uid) WHERE superseded_at IS NULL;
-- One signed reading of each kind, round and place per study.
CREATE UNIQUE INDEX readings_signed ON readings (study_instance_uid, kind, round, place) WHERE signed_at IS NOT NULL;
CREATE INDEX readings_of_study ON readings (study_instance_uid);
CREATE UNIQUE INDEX readings_of_report ON readings (report_id) WHERE report_id IS NOT NULL;

CREATE TABLE reader_codes_again (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'ARBITRATION', 'PLAIN')),
  code TEXT NOT NULL UNIQUE,
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO reader_codes_again SELECT account_id, kind, code FROM reader_codes;
DROP TABLE reader_codes;
ALTER TABLE reader_codes_again RENAME TO reader_codes;

CREATE TABLE sealed_opinions_again (
  digest TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL REFERENCES readings (id),
  moment TEXT NOT NULL CHECK (moment IN ('FROZEN', 'SIGNED', 'CORRECTED')),
  envelope TEXT NOT NULL,
  sealed_at TEXT NOT NULL
) STRICT;
INSERT INTO sealed_opinions_again SELECT digest, reading_id, moment, envelope, sealed_at FROM sealed_opinions ORDER BY rowid;
DROP TABLE sealed_opinions;
ALTER TABLE sealed_opinions_again RENAME TO sealed_opinions;
CREATE INDEX sealed_opinions_of_reading ON sealed_opinions (reading_id, moment);
CREATE TRIGGER sealed_opinions_no_update BEFORE UPDATE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;
CREATE TRIGGER sealed_opinions_no_delete BEFORE DELETE ON sealed_opinions BEGIN SELECT RAISE(ABORT, 'sealed opinions are append-only'); END;
-- One envelope of each moment stands at a time; of corrections, the last one.
CREATE TRIGGER sealed_opinions_one BEFORE INSERT ON sealed_opinions
  WHEN NEW.moment <> 'CORRECTED' AND EXISTS (SELECT 1 FROM sealed_opinions s WHERE s.reading_id = NEW.reading_id AND s.moment = NEW.moment AND NOT EXISTS (SELECT 1 FROM undone_opinions u WHERE u.digest = s.digest))
  BEGIN SELECT RAISE(ABORT, 'an opinion of this moment stands already'); END;

CREATE TABLE reports_again (
  id TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL REFERENCES readings (id),
  study_instance_uid TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('FIRST', 'SECOND', 'ARBITRATION', 'PLAIN')),
  signed_at TEXT NOT NULL,
  -- SHA-256 of the sealed opinion that this report renders.
  opinion_digest TEXT NOT NULL,
  pdf_sealed TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  pdf_sop_instance_uid TEXT NOT NULL UNIQUE,
  sr_sop_instance_uid TEXT NOT NULL UNIQUE,
  oru_control_id TEXT NOT NULL UNIQUE,
  -- Named by a report that corrects this one; empty for reports of an older program.
  sr_series_instance_uid TEXT NOT NULL DEFAULT '',
  -- The report that this one corrects: each is corrected once, by the next.
  replaces TEXT UNIQUE REFERENCES reports_again (id)
) STRICT;
INSERT INTO reports_again SELECT id, reading_id, study_instance_uid, account_id, kind, signed_at, opinion_digest, pdf_sealed, pdf_sha256, pdf_sop_instance_uid, sr_sop_instance_uid, oru_control_id, '', NULL FROM reports;
DROP TABLE reports;
ALTER TABLE reports_again RENAME TO reports;
CREATE INDEX reports_of_study ON reports (study_instance_uid);
-- One first report of each reading.
CREATE UNIQUE INDEX reports_of_reading ON reports (reading_id) WHERE replaces IS NULL;
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;

-- Corrections of signed opinions: asked for by the reader, agreed to by a coordinator, signed by the reader.
CREATE TABLE corrections (
  id TEXT PRIMARY KEY,
  reading_id TEXT NOT NULL REFERENCES readings (id),
  state TEXT NOT NULL CHECK (state IN ('ASKED', 'AGREED', 'REFUSED', 'SIGNED')),
  -- Why, sealed for the reader and the centre: it may tell a conclusion.
  reason_sealed TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  answered_by TEXT,
  answered_at TEXT,
  -- What is written and not signed yet; gone once sealed.
  avis TEXT,
  signed_at TEXT,
  digest TEXT,
  CHECK ((state = 'ASKED') = (answered_by IS NULL)),
  CHECK ((state = 'SIGNED') = (signed_at IS NOT NULL)),
  CHECK (avis IS NULL OR state = 'AGREED')
) STRICT;
CREATE UNIQUE INDEX corrections_open ON corrections (reading_id) WHERE state IN ('ASKED', 'AGREED');
CREATE INDEX corrections_of_reading ON corrections (reading_id);

-- What changed of an exam that was final already: said to the coordinator, once per round and kind.
CREATE TABLE late_changes (
  study_uid TEXT NOT NULL,
  round INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('IMAGES', 'FICHE')),
  at TEXT NOT NULL,
  PRIMARY KEY (study_uid, round, what)
) STRICT, WITHOUT ROWID;

-- As before; and two independent readings, whose exam is to be read by whoever finds a free place and by its arbiter.
CREATE VIEW reading_states AS
SELECT a.id AS account_id, s.study_uid, coalesce(
  (SELECT r.state FROM readings r WHERE r.account_id = a.id AND r.study_instance_uid = s.study_uid AND r.superseded_at IS NULL),
  CASE
    WHEN EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = s.study_uid) THEN iif(
      EXISTS (SELECT 1 FROM standing_assignments x LEFT JOIN dossier_standings d ON d.study_uid = x.study_uid
        WHERE x.study_uid = s.study_uid AND x.account_id = a.id AND iif(x.post = 'ARBITRE', d.state = 'ARBITRAGE', coalesce(d.readable, 1) = 1)), 'to-read', 'none')
    WHEN instr('\\' || s.modalities || '\\', '\\MG\\') > 0 THEN CASE
      WHEN coalesce((SELECT d.policy FROM dossier_standings d WHERE d.study_uid = s.study_uid),
          iif(EXISTS (SELECT 1 FROM readings f WHERE f.study_instance_uid = s.study_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL), NULL, (SELECT json_extract(p.value, '$') FROM settings p WHERE p.key = 'policy')), '') = 'INDEPENDANT'
        THEN iif(instr(a.roles, '"L2"') > 0 AND NOT EXISTS (SELECT 1 FROM assigned_only) AND coalesce((SELECT d.readable = 1 OR d.state = 'ARBITRAGE' FROM dossier_standings d WHERE d.study_uid = s.study_uid), 1) = 1, 'to-read', 'none')
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
