/** Opens the database or says calmly why not. Before anything is written, a read-only look makes sure that the key
 *  fits, that every page is sound and that no newer version wrote it; a damaged file is left as it is. */
import { closeSync, openSync, statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { ExpectedError } from '../contract/index.ts'
import { applyKey } from './cipher.ts'
import { attempt } from './failure.ts'
import { migrations } from './migrations/index.ts'
import { sqlite } from './native.ts'
import { wrapDatabase, type Store } from './store.ts'

function withDatabase<T>(file: string, key: Uint8Array, options: Database.Options, work: (database: Database.Database) => T): T {
  const Sqlite = sqlite()
  const database = attempt(() => new Sqlite(file, options))
  try {
    return attempt(() => {
      applyKey(database, key)
      return work(database)
    })
  } catch (error) {
    database.close()
    throw error
  }
}

function userVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

/** How each file stood when this process closed it, every page having been sound. Nobody changed what still stands so,
 *  and reading all of a large database again would make the reader wait at every unlock. */
const leftSound = new Map<string, string>()

function stampOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? '' : [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ')
}

function inspect(database: Database.Database, knownSound: boolean): void {
  const found = userVersion(database)
  if (found > migrations.length) throw new ExpectedError('store/newer-version', { params: { found } })
  const verdict = knownSound ? 'ok' : database.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new ExpectedError('store/damaged')
  database.close()
}

/** All steps that are to be taken, or none: one commit to the disk, and no state between two versions. */
function migrate(database: Database.Database, steps: readonly string[]): number {
  const from = userVersion(database)
  if (from === steps.length) return from
  database
    .transaction(() => {
      for (const sql of steps.slice(from)) database.exec(sql)
      database.pragma(`user_version = ${steps.length}`)
    })
    .immediate()
  return userVersion(database)
}

function prepareDatabase(database: Database.Database, closed: () => void): Store {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  // Sorts of long lists would otherwise spill to temporary files, which are not encrypted.
  database.pragma('temp_store = MEMORY')
  // Decrypted pages kept, KiB: a list of 100,000 studies is scanned at each key typed.
  database.pragma('cache_size = -98304')
  return wrapDatabase(database, migrate(database, migrations), closed)
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

export function openStore({ file, key }: { file: string; key: Uint8Array }): Store {
  if (key.length !== 32) throw new Error('The database key must be 32 bytes')
  if (sizeOf(file) > 0) {
    const knownSound = leftSound.get(file) === stampOf(file)
    withDatabase(file, key, { readonly: true, fileMustExist: true }, (database) => inspect(database, knownSound))
  }
  // Made by hand so that no other user of the machine may read it; SQLite gives its WAL the same mode.
  else closeSync(openSync(file, 'a', 0o600))
  return withDatabase(file, key, { fileMustExist: true }, (database) => prepareDatabase(database, () => leftSound.set(file, stampOf(file))))
}
