/** Small files that must be whole or absent after a crash: temporary file, fsync, rename, fsync of the folder.
 *  Readable by their owner alone (mode 0600; on Windows the profile folder's own rights hold). */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ExpectedError } from '../contract/index.ts'

/** Makes a rename or a removal in `folder` durable. Windows has no such call and orders its own metadata. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function writeWhole(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** True for the errors by which each platform says that no space is left. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

export function writeDurably(file: string, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const folder = dirname(file)
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeWhole(temporary, bytes)
    renameSync(temporary, file)
    syncFolder(folder)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw isDiskFull(error) ? new ExpectedError('store/full', { cause: error }) : error
  }
}

/** Temporary files of `writeDurably` that a crash left beside `file`. */
export function removeLeftovers(file: string): void {
  const folder = dirname(file)
  const left = readdirSync(folder).filter((name) => name.startsWith(`.${basename(file)}`) && name.endsWith('.tmp'))
  for (const name of left) rmSync(join(folder, name), { force: true })
  if (left.length > 0) syncFolder(folder)
}

/** Null when there is no such file. */
export function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
