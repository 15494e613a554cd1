/** Takes rows of the outbox to one destination, one at a time. Whatever happens to this process, every row is in a state
 *  from which the next one goes on (leases, may_be_there). */
import { ExpectedError } from '../../contract/index.ts'
import type { Clock } from '../clock.ts'
import { errorClass } from '../error-class.ts'
import { keepLeased } from '../lease.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { Progress, Proved } from './deliver.ts'
import { leaseMs, type OutboxRows } from './outbox-rows.ts'
import type { PeerPause } from './peer-pause.ts'
import type { Destination, StoredRow } from './stored-row.ts'

export interface CourierPorts {
  readonly rows: OutboxRows
  readonly pause: PeerPause
  readonly clock: Clock
  readonly onBug: (error: unknown) => string
  /** The peer answered, or how it failed. */
  readonly sawPeer: (destination: Destination, problem: ExpectedError | null) => void
}

/** Null while the destination is not configured. */
export type Deliver = ((row: StoredRow, progress: Progress, signal: AbortSignal) => Promise<Proved>) | null

export function createCourier(ports: CourierPorts, destination: Destination, deliver: () => Deliver): Loop {
  const { rows, pause, clock } = ports
  return createLoop({ clock, onBug: ports.onBug }, {
    async step(signal) {
      rows.returnExpiredLeases(destination)
      const attempt = deliver()
      const row = attempt === null || pause.left(destination) > 0 ? null : rows.lease(destination)
      if (attempt === null || row === null) return false
      await deliverOne(ports, row, attempt, signal)
      return true
    },
    dueIn() {
      const due = deliver() === null ? null : rows.dueIn(destination)
      return due === null ? null : Math.max(due, pause.left(destination))
    },
  })
}

async function deliverOne(ports: CourierPorts, row: StoredRow, deliver: NonNullable<Deliver>, signal: AbortSignal): Promise<void> {
  const { rows, onBug } = ports
  const attempt: { phase: 'sending' | 'verifying' } = { phase: 'sending' }
  const stopRenewing = keepLeased(ports, leaseMs, () => rows.keepLease(row.id))
  try {
    rows.proved(row, await deliver(row, { phase: (next) => { attempt.phase = next }, delivered: () => rows.delivered(row), commitment: rows.commitmentOf(row) }, signal))
    ended(ports, row, null)
  } catch (error) {
    if (signal.aborted) {
      rows.stopped(row)
      return
    }
    const known = error instanceof ExpectedError ? error : new ExpectedError('internal', { params: { incident: onBug(error) }, cause: error })
    // A question that was answered by an error says nothing of the object: it is asked again later.
    const verdict = attempt.phase === 'verifying' && (known.code === 'pacs/answer' || known.code === 'pacs/dimse-status') ? 'transient' : errorClass(error)
    rows.failed(row, known, verdict, attempt.phase)
    ended(ports, row, known, attempt.phase)
  } finally {
    stopRenewing()
  }
}

/** A question about a row that was accepted has its own pauses: when it fails, others are still sent. */
function ended({ rows, pause, sawPeer }: CourierPorts, { destination }: StoredRow, problem: ExpectedError | null, phase: 'sending' | 'verifying' = 'sending'): void {
  if ((phase === 'sending' || problem === null) && pause.saw(destination, problem?.code ?? null)) rows.peerIsBack(destination)
  sawPeer(destination, problem)
}
