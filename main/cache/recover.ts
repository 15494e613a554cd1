/** Brings folder and table together again after a crash: files that no row knows are removed, rows whose file is gone
 *  are dropped and named, so that their objects can be fetched again. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CacheTable } from './cache-table.ts'

export interface Recovery {
  readonly orphansRemoved: number
  /** SOP Instance UIDs. */
  readonly missing: string[]
}

const removeAll = (path: string): Promise<void> => rm(path, { force: true, recursive: true })

/** Relative names of all files, `/` between folder and name. */
async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) found.push(entry.name)
    else for (const name of await readdir(join(folder, entry.name))) found.push(`${entry.name}/${name}`)
  }
  return found
}

export interface RecoveryPorts {
  readonly folder: string
  readonly table: CacheTable
  /** Files being written or waiting for their commit, which must stay. */
  readonly inFlight: ReadonlySet<string>
  readonly remove?: (path: string) => Promise<void>
}

export async function recoverCache({ folder, table, inFlight, remove = removeAll }: RecoveryPorts): Promise<Recovery> {
  const rows = table.files()
  const known = new Set(rows.map(({ file }) => file))
  const present = new Set(await filesIn(folder))
  let orphansRemoved = 0
  for (const file of present) {
    // Asked again at the moment of removal: an object may have been committed since the table was read.
    if (known.has(file) || inFlight.has(file) || table.hasFile(file)) continue
    // Something else may hold it (a virus scanner, on Windows): no reason to keep the reader out. No key opens it.
    if (await remove(join(folder, file)).then(() => true, () => false)) orphansRemoved += 1
  }
  const missing = rows.filter(({ file }) => !present.has(file) && table.hasFile(file)).map(({ sopInstanceUID }) => sopInstanceUID)
  return { orphansRemoved, missing }
}
