/** The page of deliveries in memory: what the console of these windows answers about its outbox. */
import { ExpectedError, type DeliveryRow, type Handlers, type OutboxRow, type OutboxState } from '../../main/contract/index.ts'
import type { ConsoleState } from './console-in-memory.ts'

export function plainDelivery(row: DeliveryRow): OutboxRow {
  const { urgent: _u, held: _h, waitsFor: _w, proof: _p, handled: _d, alarmedAt: _a, exam: _e, ...plain } = row
  return plain
}

export function deliveriesInMemory(state: ConsoleState): Pick<Handlers, 'delivery.page' | 'delivery.detail' | 'delivery.handle' | 'delivery.alarms' | 'delivery.answerAlarm'> {
  const one = (id: string): DeliveryRow => {
    const row = state.outbox.find((candidate) => candidate.id === id)
    if (row === undefined) throw new ExpectedError('request/not-found')
    return row
  }
  return {
    'delivery.page': ({ filter, offset, limit }) => {
      const fits = state.outbox.filter((row) =>
        (filter.destinations.length === 0 || filter.destinations.includes(row.destination)) && (filter.kinds.length === 0 || filter.kinds.includes(row.kind)) && (!filter.urgentOnly || row.urgent)
        && (filter.from === null || row.createdAt >= filter.from) && (filter.until === null || row.createdAt < filter.until)
        && (filter.text === '' || row.dedupeKey.includes(filter.text) || (row.reportId ?? '').includes(filter.text) || (row.exam?.patientName ?? '').toLowerCase().includes(filter.text)))
      const states: Partial<Record<OutboxState, number>> = {}
      for (const row of fits) states[row.state] = (states[row.state] ?? 0) + 1
      const rows = fits.filter((row) => filter.states.length === 0 || filter.states.includes(row.state))
      return { rows: rows.slice(offset, offset + limit), total: rows.length, states }
    },
    'delivery.detail': ({ outboxId }) => {
      const row = one(outboxId)
      return {
        row, sha256: 'b7f2'.repeat(16),
        attempts: Array.from({ length: row.attempts }, (_, index) => {
          const number = row.attempts - index
          const at = new Date(Date.parse(row.createdAt) + number * 40_000).toISOString()
          const last = number === row.attempts
          return { number, beganAt: at, endedAt: at, outcome: row.state === 'confirmed' && last ? 'CONFIRMED' as const : row.state === 'dead' && last ? 'PERMANENT' as const : 'TRANSIENT' as const, problem: row.state === 'confirmed' && last ? null : row.lastProblem }
        }),
        commitments: row.proof === 'COMMITMENT' ? [{ askedAt: row.createdAt, endedAt: row.acknowledgedAt, outcome: 'COMMITTED', reason: null }] : [],
      }
    },
    'delivery.handle': ({ outboxId, reason }) => {
      const row = one(outboxId)
      row.state = 'superseded'
      // As in the program: an alarm lasts as long as something of its report is open.
      state.alarms = state.alarms.filter(({ reportId }) => reportId !== row.reportId || state.outbox.some((other) => other.reportId === reportId && !['confirmed', 'superseded'].includes(other.state)))
      row.handled = { at: '2025-03-12T09:30:00.000Z', reason }
      return row
    },
    'delivery.alarms': () => ({ alarms: state.alarms }),
    'delivery.answerAlarm': ({ reportId, how }) => {
      for (const alarm of state.alarms) if (alarm.reportId === reportId) alarm.answered = { at: '2025-03-12T09:30:00.000Z', how }
      return {}
    },
  }
}
