/** Which row a courier takes next, found by index however many wait: urgent ones first, then in the order of signing; what
 *  was tried before and is due again takes its place among them. */
import type { Store } from '../../store/index.ts'
import { deliveryBackoff } from '../backoff.ts'
import { instantIn, type Clock } from '../clock.ts'
import type { Destination, RowFacts, StoredRow } from './stored-row.ts'

/** As in the indexes of the outbox, word for word. */
const sendable = `held = 0 AND waits_for IS NULL AND state IN ('queued', 'retry_wait', 'sent_unknown', 'delivered')`
/** What is sent must be readable to this session; a letter is sealed for its recipient and leaves in any. */
const readable = `(? = 1 OR readable_by = ? OR kind = 'EXCHANGE')`
type Opens = [number, string]

const place = 'seq, id, urgent, next_attempt_at'
type Place = Pick<RowFacts, 'seq' | 'id' | 'urgent' | 'next_attempt_at'>
export const queries = {
  ready: `SELECT ${place} FROM outbox INDEXED BY outbox_ready WHERE destination = ? AND ${sendable} AND next_attempt_at IS NULL AND ${readable} ORDER BY urgent DESC, seq LIMIT 1`,
  due: `SELECT ${place} FROM outbox INDEXED BY outbox_due WHERE destination = ? AND urgent = ? AND ${sendable} AND next_attempt_at IS NOT NULL AND next_attempt_at <= ? AND ${readable} ORDER BY next_attempt_at LIMIT 1`,
  /** Further ahead than any delay of ours: written before the system's clock was set back. */
  strayed: `SELECT ${place} FROM outbox INDEXED BY outbox_due WHERE destination = ? AND urgent = ? AND ${sendable} AND next_attempt_at IS NOT NULL AND next_attempt_at > ? AND ${readable} ORDER BY next_attempt_at LIMIT 1`,
  soonest: `SELECT ${place} FROM outbox INDEXED BY outbox_due WHERE destination = ? AND urgent = ? AND ${sendable} AND next_attempt_at IS NOT NULL AND ${readable} ORDER BY next_attempt_at LIMIT 1`,
  leased: `SELECT min(lease_until) AS at FROM outbox INDEXED BY outbox_leased WHERE destination = ? AND state = 'leased'`,
}

export interface NextRow {
  row(destination: Destination): StoredRow | null
  /** Milliseconds until a row is due by itself; null when none is. */
  dueIn(destination: Destination): number | null
}

export function createNextRow({ store, clock, opens }: { store: Store; clock: Clock; opens: () => { readonly account: string; readonly centre: boolean } }): NextRow {
  const ready = store.prepare<[Destination, ...Opens], Place>(queries.ready)
  const due = store.prepare<[Destination, number, string, ...Opens], Place>(queries.due)
  const strayed = store.prepare<[Destination, number, string, ...Opens], Place>(queries.strayed)
  const soonest = store.prepare<[Destination, number, ...Opens], Place>(queries.soonest)
  const leased = store.prepare<[Destination], { at: string | null }>(queries.leased)
  const byId = store.prepare<[string], StoredRow>('SELECT * FROM outbox WHERE id = ?')
  const mine = (): Opens => {
    const { account, centre } = opens()
    return [centre ? 1 : 0, account]
  }
  return {
    row(destination) {
      const [who, now, latest] = [mine(), instantIn(clock, 0), instantIn(clock, deliveryBackoff.cap)]
      const candidates = [ready.get(destination, ...who), ...[1, 0].flatMap((urgent) => [due.get(destination, urgent, now, ...who), strayed.get(destination, urgent, latest, ...who)])]
      const [first] = candidates.filter((one) => one !== undefined).toSorted((one, other) => other.urgent - one.urgent || one.seq - other.seq)
      return first === undefined ? null : (byId.get(first.id) ?? null)
    },
    dueIn(destination) {
      const who = mine()
      if (ready.get(destination, ...who) !== undefined) return 0
      const ats = [...[1, 0].map((urgent) => soonest.get(destination, urgent, ...who)?.next_attempt_at), leased.get(destination)?.at].filter((at) => typeof at === 'string')
      return ats.length === 0 ? null : Math.max(0, Math.min(...ats.map((at) => Date.parse(at))) - clock.now().getTime())
    },
  }
}
