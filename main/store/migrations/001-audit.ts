/** Audit trail: append-only rows, each holding the hash of the one before (PS3.15 A.5 events). */
export const sql = `
CREATE TABLE audit_events (
  seq      INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,
  actor    TEXT NOT NULL,
  event    TEXT NOT NULL,
  outcome  TEXT NOT NULL CHECK (outcome IN ('success', 'failure')),
  object   TEXT NOT NULL,
  detail   TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_events_are_never_changed BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;

CREATE TRIGGER audit_events_are_never_removed BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;
`
