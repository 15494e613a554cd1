/** What the page of deliveries and the bar of every screen show: filtered here, and cut to what the account may see before
 *  anything is counted. Newest first. Bytes are never read for it. */
import type { DeliveryFilter, OutboxState } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { factColumns, type About, type RowFacts } from './stored-row.ts'

export type MaySee = (about: About) => boolean
export interface Counts { readonly pending: number; readonly dead: number }

export interface ListRows {
  /** What is still open, and the last finished ones. */
  list(finished: number, maySee: MaySee | null): RowFacts[]
  /** `maySee` null: all of it. `states` counts what the filter lets through but for its states. */
  page(filter: DeliveryFilter, offset: number, limit: number, maySee: MaySee | null): { rows: RowFacts[]; total: number; states: Partial<Record<OutboxState, number>> }
  counts(maySee: MaySee | null): Counts
}

type Key = About & Pick<RowFacts, 'seq' | 'state'>
/** Asks once for each report. */
function once(maySee: MaySee | null): MaySee {
  const known = new Map<string, boolean>()
  return (about) => {
    if (maySee === null) return true
    const key = about.report_id ?? about.id
    const may = known.get(key) ?? maySee(about)
    known.set(key, may)
    return may
  }
}

export function createListRows({ store, studiesWith }: { store: Store; studiesWith: (text: string) => readonly string[] }): ListRows {
  return {
    list(finished, maySee) {
      const may = once(maySee)
      return [
        ...store.prepare<[], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE state NOT IN ('confirmed', 'superseded') ORDER BY seq DESC`).all(),
        ...store.prepare<[number], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE state IN ('confirmed', 'superseded') ORDER BY seq DESC LIMIT ?`).all(finished),
      ].filter(may)
    },

    page(filter, offset, limit, maySee) {
      const { where, values } = conditions(filter, studiesWith)
      const may = once(maySee)
      const states: Partial<Record<OutboxState, number>> = {}
      const found: number[] = []
      for (const key of store.prepare<unknown[], Key>(`SELECT seq, id, report_id, readable_by, state FROM outbox WHERE ${where} ORDER BY seq DESC`).iterate(...values)) {
        if (!may(key)) continue
        states[key.state] = (states[key.state] ?? 0) + 1
        if (filter.states.length === 0 || filter.states.includes(key.state)) found.push(key.seq)
      }
      const bySeq = store.prepare<[number], RowFacts>(`SELECT ${factColumns} FROM outbox WHERE seq = ?`)
      return { rows: found.slice(offset, offset + limit).flatMap((seq) => bySeq.get(seq) ?? []), total: found.length, states }
    },

    counts(maySee) {
      const may = once(maySee)
      const open = store.prepare<[], About & { state: OutboxState; many: number }>(
        `SELECT state, report_id, readable_by, min(id) AS id, count(*) AS many FROM outbox INDEXED BY outbox_unfinished WHERE state NOT IN ('confirmed', 'superseded') GROUP BY state, report_id, readable_by`,
      ).all()
      let [pending, dead] = [0, 0]
      for (const one of open) {
        if (!may(one)) continue
        if (one.state === 'dead') dead += one.many
        else pending += one.many
      }
      return { pending, dead }
    },
  }
}

/** Instants are ISO 8601 UTC and sort as text. */
function conditions({ destinations, kinds, urgentOnly, from, until, text }: DeliveryFilter, studiesWith: (text: string) => readonly string[]): { where: string; values: unknown[] } {
  const parts: { sql: string; values: readonly unknown[] }[] = [{ sql: '1', values: [] }]
  const among = (column: string, values: readonly string[]) => { if (values.length > 0) parts.push({ sql: `${column} IN (${values.map(() => '?').join(', ')})`, values }) }
  among('destination', destinations)
  among('kind', kinds)
  if (urgentOnly) parts.push({ sql: 'urgent = 1', values: [] })
  if (from !== null) parts.push({ sql: 'created_at >= ?', values: [from] })
  if (until !== null) parts.push({ sql: 'created_at < ?', values: [until] })
  if (text !== '') parts.push({ sql: '(instr(dedupe_key, ?) > 0 OR instr(report_id, ?) > 0 OR instr(study_instance_uid, ?) > 0 OR study_instance_uid IN (SELECT value FROM json_each(?)))', values: [text, text.toLowerCase(), text, JSON.stringify(studiesWith(text))] })
  return { where: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
}
