/** Takes rows of the outbox to one destination, one at a time, in the order in which they were signed. Whatever
 *  happens to this process, every row is in a state from which the next one goes on (leases, may_be_there). */
import { ExpectedError } from '../../contract/index.ts'
import type { Clock } from '../clock.ts'
import { errorClass } from '../error-class.ts'
import { keepLeased } from '../lease.ts'
import { createLoop, type Loop } from '../loop.ts'
import { leaseMs, type Destination, type OutboxRows, type StoredRow } from './outbox-rows.ts'
import type { Progress } from './deliver.ts'

export interface CourierPorts {
  readonly rows: OutboxRows
  readonly clock: Clock
  readonly onBug: (error: unknown) => string
  /** The peer answered, or how it failed. */
  readonly sawPeer: (destination: Destination, problem: ExpectedError | null) => void
}

/** Null while the destination is not configured. */
export type Deliver = ((row: StoredRow, progress: Progress, signal: AbortSignal) => Promise<void>) | null

export function createCourier(ports: CourierPorts, destination: Destination, deliver: () => Deliver): Loop {
  const { rows, clock } = ports
  return createLoop({ clock, onBug: ports.onBug }, {
    async step(signal) {
      rows.returnExpiredLeases(destination)
      const attempt = deliver()
      const row = attempt === null ? null : rows.lease(destination)
      if (attempt === null || row === null) return false
      await deliverOne(ports, row, attempt, signal)
      return true
    },
    dueIn: () => (deliver() === null ? null : rows.dueIn(destination)),
  })
}

async function deliverOne(ports: CourierPorts, row: StoredRow, deliver: NonNullable<Deliver>, signal: AbortSignal): Promise<void> {
  const { rows, onBug, sawPeer } = ports
  const attempt: { phase: 'sending' | 'verifying' } = { phase: 'sending' }
  const stopRenewing = keepLeased(ports, leaseMs, () => rows.keepLease(row.id))
  try {
    await deliver(row, { phase: (next) => { attempt.phase = next }, delivered: () => rows.delivered(row) }, signal)
    rows.confirmed(row)
    sawPeer(row.destination, null)
  } catch (error) {
    if (signal.aborted) {
      rows.stopped(row)
      return
    }
    const known = error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: onBug(error) }, cause: error })
    // A question that was answered by an error says nothing of the object: it is asked again later.
    const verdict = attempt.phase === 'verifying' && known.code === 'pacs/answer' ? 'transient' : errorClass(error)
    rows.failed(row, known, verdict, attempt.phase)
    sawPeer(row.destination, known)
  } finally {
    stopRenewing()
  }
}
