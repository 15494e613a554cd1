/** The operations of deliveries and peers. Deliveries show only to those who may see their reports: that a report exists is
 *  itself a secret before the reveal. */
import { ExpectedError, type Account, type CallContext, type HandlersOf, type OutboxRow, type Output } from '../contract/index.ts'
import { outboxRow, type OutboxRows, type StoredRow } from './delivery/outbox-rows.ts'
import type { PeerHealth } from './peer-health.ts'

export type DeliveryOperation = 'delivery.list' | 'delivery.retry' | 'health.check' | 'health.get'
type Recovered = Output<'health.get'>['recovered']

export interface HandlerPorts {
  readonly outbox: OutboxRows
  readonly wakeCouriers: () => void
  readonly isConfigured: (destination: OutboxRow['destination']) => boolean
  readonly health: PeerHealth
  readonly maySee: (account: Account, row: Pick<StoredRow, 'report_id' | 'readable_by'>) => boolean
  readonly recovered: () => Recovered
  readonly clocks: () => Output<'health.get'>['clocks']
}

/** Finished deliveries that are still listed. */
const finishedListed = 200

export function createDeliveryHandlers(ports: HandlerPorts): HandlersOf<DeliveryOperation> {
  const { outbox, health } = ports
  const shown = (row: StoredRow) => outboxRow(row, !ports.isConfigured(row.destination))
  const visible = (rows: readonly StoredRow[], account: Account) => {
    const known = new Map<string, boolean>()
    return rows.filter((row) => {
      const about = row.report_id ?? row.id
      const may = known.get(about) ?? ports.maySee(account, row)
      known.set(about, may)
      return may
    })
  }
  return {
    'delivery.list': (_, context) => ({ rows: visible(outbox.list(finishedListed), caller(context)).map(shown) }),

    'delivery.retry': ({ outboxId }, context) => {
      const row = outbox.byId(outboxId)
      if (row === null || !ports.maySee(caller(context), row)) throw new ExpectedError('request/not-found', { subject: outboxId })
      if (row.state === 'confirmed' || row.state === 'delivered' || row.state === 'superseded') throw new ExpectedError('delivery/not-retriable', { subject: outboxId })
      // One that is on its way needs no push.
      context.act(row.report_id ?? row.dedupe_key, () => row.state === 'leased' || outbox.requeue(row.id), `retry ${row.kind} ${row.destination}`)
      ports.wakeCouriers()
      return shown(outbox.byId(outboxId) ?? row)
    },

    'health.check': (_, context) => health.check(context.signal as AbortSignal),

    'health.get': (_, context) => {
      const rows = visible(outbox.list(0), caller(context))
      const dead = rows.filter(({ state }) => state === 'dead').length
      return { ...health.state(), pendingDeliveries: rows.length - dead, deadDeliveries: dead, clocks: ports.clocks(), recovered: ports.recovered() }
    },
  }
}

function caller(context: CallContext): Account {
  if (context.account === null) throw new ExpectedError('session/locked')
  return context.account
}
