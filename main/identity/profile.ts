/** The files of one profile that belong to no single room, and what to do with a database that lost its vault. */
import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface ProfileFiles {
  readonly vault: string
  readonly database: string
  readonly auditAnchor: string
  readonly attempts: string
  readonly pendingAudit: string
}

export function profileFiles(folder: string): ProfileFiles {
  return {
    vault: join(folder, 'vault.json'),
    database: join(folder, 'binocle.db'),
    auditAnchor: join(folder, 'audit-anchor.json'),
    attempts: join(folder, 'attempts.json'),
    pendingAudit: join(folder, 'pending-audit.json'),
  }
}

export function hasDatabase({ database }: ProfileFiles): boolean {
  return (statSync(database, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** A database without a vault is what an interrupted welcome or a lost `vault.json` leaves behind. No key opens it
 *  here, but it may be all that someone has: it is renamed, never removed. True when there was one. */
export function setAsideUnreadableDatabase(files: ProfileFiles, at: Date): boolean {
  if (!hasDatabase(files)) return false
  const suffix = `.set-aside-${at.toISOString().replaceAll(/[:.]/g, '-')}`
  for (const file of [files.database, `${files.database}-wal`, `${files.database}-shm`, files.auditAnchor])
    if (existsSync(file)) renameSync(file, file + suffix)
  return true
}
