/** What a delivery waits for, what proved it, how each attempt went, and which alarm it raised. */
export const sql = `
-- An urgent report goes first, and its alarm is raised after minutes.
ALTER TABLE outbox ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
-- Since when nothing of ours holds it back: the signature, or the reveal that it waited for.
ALTER TABLE outbox ADD COLUMN waiting_since TEXT NOT NULL DEFAULT '';
-- Id of the row that must be finished first; kept up with every change among the rows of the study.
ALTER TABLE outbox ADD COLUMN waits_for TEXT;
-- What proved that the other side holds it.
ALTER TABLE outbox ADD COLUMN proof TEXT CHECK (proof IN ('COMMITMENT', 'FETCH_BACK', 'ACKNOWLEDGEMENT'));
-- Somebody answers for it by other means; its state is superseded.
ALTER TABLE outbox ADD COLUMN handled_at TEXT;
ALTER TABLE outbox ADD COLUMN handled_by TEXT;
ALTER TABLE outbox ADD COLUMN handled_reason TEXT;
ALTER TABLE outbox ADD COLUMN alarmed_at TEXT;

UPDATE outbox SET waiting_since = created_at;
UPDATE outbox SET waits_for = coalesce(
  (SELECT d.id FROM outbox d WHERE d.id = outbox.depends_on AND d.held = 0 AND d.state NOT IN ('confirmed', 'superseded')),
  (SELECT p.id FROM outbox p WHERE p.study_instance_uid = outbox.study_instance_uid AND p.id <> outbox.id AND p.held = 0 AND p.state NOT IN ('confirmed', 'superseded')
     AND p.kind NOT IN ('GSPS', 'KOS') AND outbox.kind NOT IN ('GSPS', 'KOS')
     AND ((p.destination = outbox.destination AND p.seq < outbox.seq AND (p.kind = 'ORDER_ANSWER') = (outbox.kind = 'ORDER_ANSWER') AND (p.report_id <> outbox.report_id OR outbox.destination = 'RIS'))
       OR (outbox.destination = 'RIS' AND p.destination = 'PACS' AND p.report_id = outbox.report_id))
   ORDER BY p.seq LIMIT 1))
WHERE kind <> 'EXCHANGE' AND state NOT IN ('confirmed', 'superseded');

-- The courier's next row: those that may leave now, those that wait for their hour, those under way.
DROP INDEX outbox_open;
CREATE INDEX outbox_ready ON outbox (destination, urgent DESC, seq, kind, readable_by)
  WHERE held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered') AND next_attempt_at IS NULL;
CREATE INDEX outbox_due ON outbox (destination, urgent, next_attempt_at, seq, kind, readable_by)
  WHERE held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered') AND next_attempt_at IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (destination, lease_until) WHERE state = 'leased';
-- What is counted for the bar of every screen.
CREATE INDEX outbox_unfinished ON outbox (state, report_id, readable_by, id) WHERE state NOT IN ('confirmed', 'superseded');
-- What an alarm may be raised for.
CREATE INDEX outbox_unalarmed ON outbox (urgent, waiting_since)
  WHERE held = 0 AND alarmed_at IS NULL AND kind NOT IN ('GSPS', 'KOS', 'EXCHANGE', 'ORDER_ANSWER') AND state NOT IN ('confirmed', 'superseded');

CREATE TABLE outbox_attempts (
  outbox_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  began_at TEXT NOT NULL,
  ended_at TEXT,
  -- None while it runs. ACCEPTED: taken by the other side, the proof is still out. INTERRUPTED: this console stopped.
  outcome TEXT CHECK (outcome IN ('CONFIRMED', 'ACCEPTED', 'TRANSIENT', 'PERMANENT', 'UNKNOWN', 'INTERRUPTED')),
  -- Code, subject and params of what was said.
  problem TEXT,
  PRIMARY KEY (outbox_id, number)
) STRICT, WITHOUT ROWID;

-- Storage commitment (PS3.4 J.3): what a PACS was asked to answer for. A report may come days later.
CREATE TABLE outbox_commitments (
  transaction_uid TEXT PRIMARY KEY,
  outbox_id TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  -- Until then its report is waited for.
  due_at TEXT NOT NULL,
  ended_at TEXT,
  -- REFUSED: the PACS does not offer the service. SILENT: no report came in time.
  outcome TEXT CHECK (outcome IN ('COMMITTED', 'FAILED', 'REFUSED', 'SILENT')),
  -- Failure reason (PS3.3 C.14.1.1), hexadecimal.
  reason TEXT,
  CHECK ((outcome IS NULL) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_commitments_of_row ON outbox_commitments (outbox_id, asked_at);

-- A report that was not confirmed in its time; one alarm for each.
CREATE TABLE outbox_alarms (
  report_id TEXT PRIMARY KEY,
  study_instance_uid TEXT NOT NULL,
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  raised_at TEXT NOT NULL,
  -- Somebody told the requester by other means, and how.
  answered_at TEXT,
  answered_by TEXT,
  answer TEXT
) STRICT, WITHOUT ROWID;
`
