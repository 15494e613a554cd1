/** Sets the cipher of a connection: SQLCipher format 4, with the bytes given as the key itself. */
import type Database from 'better-sqlite3'

/** The multiple-ciphers build adds this to the connection; the published types describe the plain build. */
interface KeyedConnection {
  key(bytes: Buffer): unknown
}

function hasKey(database: Database.Database): database is Database.Database & KeyedConnection {
  return 'key' in database && typeof database.key === 'function'
}

export function applyKey(database: Database.Database, key: Uint8Array): void {
  // Without this the plain SQLite build would write the whole database in the clear.
  if (!hasKey(database)) throw new Error('The SQLite module at hand cannot encrypt')
  database.pragma(`cipher='sqlcipher'`)
  database.pragma('legacy=4')
  // `raw:` takes the bytes as the key, without a derivation and without a copy in a string that cannot be erased.
  const raw = Buffer.concat([Buffer.from('raw:'), key])
  try {
    database.key(raw)
  } finally {
    raw.fill(0)
  }
}
