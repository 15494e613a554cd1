/** Tells the failures of SQLite that a reader must hear about from those that are bugs of ours. */
import { ExpectedError } from '../contract/index.ts'

function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return null
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** SQLITE_NOTADB is a wrong key or no database; a page whose MAC fails comes as SQLITE_CORRUPT or an I/O error. */
export function asExpected(error: unknown): unknown {
  const code = sqliteCode(error)
  if (code === null) return error
  if (code === 'SQLITE_FULL') return new ExpectedError('store/full', { cause: error })
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_DATA' || code === 'SQLITE_IOERR_SHORT_READ')
    return new ExpectedError('store/damaged', { cause: error })
  return error
}

export function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asExpected(error)
  }
}
