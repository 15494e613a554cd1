/** The encrypted database: SQLCipher 4 pages (AES-256-CBC, HMAC-SHA-512), WAL, durable at each commit but
 *  for what its caller can get again. Owns opening, pragmas and transactions; the SQL of a table belongs to the room that
 *  owns the table. */
import type Database from 'better-sqlite3'
import { attempt } from './failure.ts'

export interface Statement<P extends unknown[], R> {
  run(...parameters: P): { changes: number }
  get(...parameters: P): R | undefined
  all(...parameters: P): R[]
  iterate(...parameters: P): IterableIterator<R>
}

export interface Store {
  prepare<P extends unknown[] = unknown[], R = unknown>(sql: string): Statement<P, R>
  /** All of `work` or nothing of it. Takes the write lock at once; nested, it is a savepoint. `withNext`: it outlives this
   *  process at once, and a power failure with the next transaction that does not say so: the log has one order, so nothing
   *  later survives without it. Nested, the outermost decides. */
  transaction<T>(work: () => T, durable?: 'now' | 'withNext'): T
  readonly inTransaction: boolean
  /** Runs `work` once the outermost transaction is durable; dropped if that rolls back. */
  afterCommit(work: () => void): void
  /** Number of the last migration applied. */
  readonly version: number
  close(): void
}

function* guardedRows<R>(rows: IterableIterator<R>): IterableIterator<R> {
  try {
    for (;;) {
      const next = attempt(() => rows.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    rows.return?.()
  }
}

/** So many statements stay compiled; beyond them the oldest is compiled again when it is next asked for. */
const keptStatements = 500

/** Compiling a statement costs more than running most of them: each text is compiled once. Rows that are read one by
 *  one keep their statement busy, so `iterate` has one of its own. */
function statements(database: Database.Database): <P extends unknown[], R>(sql: string) => Statement<P, R> {
  const kept = new Map<string, Statement<never, never>>()
  return <P extends unknown[], R>(sql: string): Statement<P, R> => {
    const known = kept.get(sql)
    if (known !== undefined) return known as unknown as Statement<P, R>
    const prepared = attempt(() => database.prepare<unknown[], R>(sql))
    const statement: Statement<P, R> = {
      run: (...parameters) => attempt(() => ({ changes: prepared.run(...parameters).changes })),
      get: (...parameters) => attempt(() => prepared.get(...parameters)),
      all: (...parameters) => attempt(() => prepared.all(...parameters)),
      iterate: (...parameters) => guardedRows(attempt(() => database.prepare<unknown[], R>(sql).iterate(...parameters))),
    }
    for (const oldest of kept.keys()) {
      if (kept.size < keptStatements) break
      kept.delete(oldest)
    }
    kept.set(sql, statement as unknown as Statement<never, never>)
    return statement
  }
}

/** In WAL, NORMAL commits without a flush and keeps every other promise (sqlite.org/pragma.html#pragma_synchronous). */
function notFlushed<T>(database: Database.Database, work: () => T): T {
  database.pragma('synchronous = NORMAL')
  try {
    return work()
  } finally {
    database.pragma('synchronous = FULL')
  }
}

export function wrapDatabase(database: Database.Database, version: number, closed: () => void): Store {
  let committed: (() => void)[] = []
  return {
    version,
    prepare: statements(database),
    get inTransaction() {
      return database.inTransaction
    },
    transaction(work, durable = 'now') {
      if (database.inTransaction) return attempt(() => database.transaction(work)())
      committed = []
      const result = attempt(() => (durable === 'now' ? database.transaction(work).immediate() : notFlushed(database, () => database.transaction(work).immediate())))
      const after = committed
      committed = []
      for (const run of after) run()
      return result
    },
    afterCommit(work) {
      if (!database.inTransaction) throw new Error('afterCommit needs a transaction to wait for')
      committed.push(work)
    },
    close() {
      attempt(() => database.close())
      closed()
    },
  }
}
