/** What each account remembers of the centre's key, sealed by its passphrase: a second copy beside the one in the vault, so
 *  that an old vault put back is noticed. */
export const sql = `
CREATE TABLE remembered (
  account_id TEXT PRIMARY KEY,
  memory     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
