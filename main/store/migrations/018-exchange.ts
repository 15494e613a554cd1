/** What a coordinator released, and an outbox that knows who can open a payload and which documents wait for the reveal. */
export const sql = `
-- A signed opinion, and its report, sealed again for one reader by who holds the centre's key, or by its author.
CREATE TABLE released_opinions (
  reading_id TEXT NOT NULL REFERENCES readings (id),
  account_id TEXT NOT NULL,
  -- Of the envelope that was opened for it.
  digest TEXT NOT NULL,
  sealed TEXT NOT NULL,
  pdf_sealed TEXT,
  released_at TEXT NOT NULL,
  released_by TEXT NOT NULL,
  PRIMARY KEY (reading_id, account_id)
) STRICT, WITHOUT ROWID;

-- The account whose own key opens the payload; where there is none, the centre's key alone does.
ALTER TABLE outbox ADD COLUMN readable_by TEXT;
-- 1 until nobody reads this study blind any more: the document says in the clear what is still masked.
ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
`
