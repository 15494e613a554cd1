/** What each reader has chosen, one JSON value per key. */
export const sql = `
CREATE TABLE reader_preferences (
  account_id TEXT NOT NULL,
  key        TEXT NOT NULL,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;
`
