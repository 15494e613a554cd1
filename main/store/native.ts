/** Loads the native SQLite module, once and only where it can live: on a runtime older than Node-API 10
 *  (Node 22.14) it would crash the process without a word, so that is checked before it is touched. */
import { createRequire } from 'node:module'
import type Database from 'better-sqlite3'

const requiredNodeApi = 10

export type DatabaseConstructor = typeof Database

export function assertNodeApi(found: string | undefined): void {
  if (Number(found ?? 0) < requiredNodeApi)
    throw new Error(`The database needs Node-API ${requiredNodeApi} (Node 22.14 or later); this runtime has ${found ?? 'none'}.`)
}

let loaded: DatabaseConstructor | undefined

export function sqlite(): DatabaseConstructor {
  assertNodeApi(process.versions['napi'])
  loaded ??= createRequire(import.meta.url)('better-sqlite3') as DatabaseConstructor
  return loaded
}
