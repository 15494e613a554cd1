/** One change of one row of the outbox: in one transaction with its audit row, and with what follows from it in other rows
 *  and rooms. */
import type { Audit } from '../../audit/index.ts'
import type { Store } from '../../store/index.ts'
import { arrange } from './order.ts'
import { factColumns, type About, type RowFacts } from './stored-row.ts'

/** One change of state with what follows from it. `while`: a condition under which it still holds; false when it did not. */
export interface Change {
  readonly set: string
  readonly values?: readonly unknown[]
  readonly act?: { readonly outcome: 'success' | 'failure'; readonly detail: string; readonly actor?: string }
  readonly while?: string
}

export interface RowChanges {
  byId(id: string): RowFacts | null
  /** For the trail: identifiers and codes. */
  named(row: RowFacts, what: string): string
  change(row: RowFacts, change: Change): boolean
  /** Accepted, finished or given up: what waited for it may leave, or is told what it waits for. */
  finish(row: RowFacts, change: Change): boolean
}

export interface ChangePorts {
  readonly store: Store
  readonly audit: Pick<Audit, 'record'>
  /** In the transaction of the change. */
  readonly changed: (row: About) => void
}

export function createRowChanges({ store, audit, changed }: ChangePorts): RowChanges {
  const byId = store.prepare<[string], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE id = ?`)
  const named = (row: RowFacts, what: string) => `${row.kind} ${row.destination} ${what} ${row.dedupe_key}`

  function change(row: RowFacts, { set, values = [], act, while: condition = '1' }: Change): boolean {
    return store.transaction(() => {
      const done = store.prepare(`UPDATE outbox SET ${set} WHERE id = ? AND ${condition}`).run(...values, row.id).changes > 0
      if (!done) return false
      if (act !== undefined) audit.record({ actor: 'courier', event: 'export', object: row.report_id ?? row.dedupe_key, ...act })
      changed(row)
      return true
    })
  }
  function finish(row: RowFacts, how: Change): boolean {
    return store.transaction(() => {
      const done = change(row, how)
      if (done) arrange(store, row)
      return done
    })
  }
  return { byId: (id) => byId.get(id) ?? null, named, change, finish }
}
