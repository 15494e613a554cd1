/** Ordinary reports that are urgent, and reports that somebody answered for by other means. */
export const sql = `
-- What its reader said; none: the order alone says it. Settled by the signature.
ALTER TABLE readings ADD COLUMN urgent INTEGER CHECK (urgent IN (0, 1));
-- 1: nothing is to be sent any more, and part of it was handed over otherwise than by this console. With sending = 'sent'.
ALTER TABLE readings ADD COLUMN handled INTEGER NOT NULL DEFAULT 0 CHECK (handled IN (0, 1));

-- As before, and reports that were handed over otherwise.
DROP VIEW reading_states;
CREATE VIEW reading_states AS
SELECT a.id AS account_id, s.study_uid, coalesce(
  (SELECT iif(r.handled = 1 AND r.state = 'sent', 'handled', r.state) FROM readings r WHERE r.account_id = a.id AND r.study_instance_uid = s.study_uid AND r.superseded_at IS NULL),
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
