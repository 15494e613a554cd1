/** Accounts of this console: who may do what. Names and keys are in the vault; roles only here, encrypted. */
export const sql = `
CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  roles      TEXT NOT NULL CHECK (json_valid(roles)),
  created_at TEXT NOT NULL
) STRICT;
`
