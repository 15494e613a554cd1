/** Signed reports as documents with an identity of their own and versions in one set; those that were taken back; and who an
 *  account is in the national registers. */
export const sql = `
CREATE TABLE report_documents (
  report_id TEXT PRIMARY KEY REFERENCES reports (id),
  document_uid TEXT NOT NULL UNIQUE,
  set_uid TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  -- How the message carries it: the plain PDF, or a clinical document of level 1 or 3.
  -- Of the encapsulated PDF: what a note of its rejection names.
  pdf_series_uid TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('PDF', 'CDA_1', 'CDA_3')),
  UNIQUE (set_uid, version)
) STRICT;
CREATE TRIGGER report_documents_no_update BEFORE UPDATE ON report_documents BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;
CREATE TRIGGER report_documents_no_delete BEFORE DELETE ON report_documents BEGIN SELECT RAISE(ABORT, 'signed reports are append-only'); END;

-- A report that was taken back (signed for the wrong patient, say) is kept, and said to be so.
CREATE TABLE report_withdrawals (
  report_id TEXT PRIMARY KEY REFERENCES reports (id),
  account_id TEXT NOT NULL,
  withdrawn_at TEXT NOT NULL,
  reason_sealed TEXT NOT NULL,
  -- MSH-10 of the message that says so; empty where the report had not left.
  oru_control_id TEXT NOT NULL
) STRICT;
CREATE TRIGGER report_withdrawals_no_update BEFORE UPDATE ON report_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;
CREATE TRIGGER report_withdrawals_no_delete BEFORE DELETE ON report_withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals are append-only'); END;

CREATE TABLE professionals (
  account_id TEXT PRIMARY KEY,
  rpps TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_name TEXT NOT NULL,
  specialty TEXT NOT NULL
) STRICT;
`
