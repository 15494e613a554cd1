/** What a storage commitment report (PS3.4 J.3.3) does to the row that it is about. It may come late, twice, or after the
 *  row was proved otherwise; what it says last is what stands. */
import { ExpectedError } from '../../contract/index.ts'
import type { CommitmentReport } from '../../pacs/index.ts'
import type { Store } from '../../store/index.ts'
import type { Attempts } from './attempts.ts'
import type { Commitments } from './commitments.ts'
import type { Change } from './row-changes.ts'
import { storeProblem, type RowFacts } from './stored-row.ts'

interface Ports {
  readonly store: Store
  readonly commitments: Commitments
  readonly attempts: Attempts
  readonly byId: (id: string) => RowFacts | null
  readonly confirm: (row: RowFacts, proof: 'COMMITMENT', condition: string) => boolean
  readonly change: (row: RowFacts, change: Change) => boolean
  readonly named: (row: RowFacts, what: string) => string
  readonly delayAfter: (failures: number) => string
  readonly now: () => string
}

/** 0122: the PACS commits itself to no object of this class (PS3.3 C.14.1.1). */
const classNotSupported = '0122'

export function takeReport(ports: Ports, { transactionUID, committed, failed }: CommitmentReport): boolean {
  return ports.store.transaction(() => {
    const asked = ports.commitments.byTransaction(transactionUID)
    const row = asked === null ? null : ports.byId(asked.outbox_id)
    if (asked === null || row === null || asked.outcome === 'COMMITTED' || asked.outcome === 'FAILED') return false
    const refusal = failed.find(({ sopInstanceUID }) => sopInstanceUID === row.dedupe_key)
    if (refusal !== undefined) {
      notKept(ports, row, transactionUID, refusal.reason)
      return true
    }
    if (!committed.some(({ sopInstanceUID }) => sopInstanceUID === row.dedupe_key)) return false
    ports.commitments.ended(transactionUID, 'COMMITTED')
    if (row.state === 'confirmed') ports.change(row, { set: `proof = 'COMMITMENT', last_problem = NULL` })
    else if (ports.confirm(row, 'COMMITMENT', `state NOT IN ('confirmed', 'superseded')`)) ports.attempts.end(row.id, 'CONFIRMED')
    return true
  })
}

function notKept(ports: Ports, row: RowFacts, transactionUID: string, reason: string): void {
  if (reason === classNotSupported) {
    ports.commitments.ended(transactionUID, 'REFUSED', reason)
    ports.change(row, { set: 'next_attempt_at = ?', values: [ports.now()], while: `state = 'delivered'` })
    return
  }
  ports.commitments.ended(transactionUID, 'FAILED', reason)
  const problem = new ExpectedError('pacs/not-committed', { subject: row.dedupe_key, params: { reason } })
  const act = { outcome: 'failure', detail: `${ports.named(row, 'not committed')} ${reason}` } as const
  // Proved by what was fetched back, and lost since: its bytes are gone from here, so that somebody must act.
  if (row.state === 'confirmed') ports.change(row, { set: 'last_problem = ?', values: [storeProblem(problem)], act })
  else if (row.state !== 'superseded') {
    ports.attempts.end(row.id, 'TRANSIENT', problem)
    ports.change(row, {
      set: `state = 'queued', lease_until = NULL, may_be_there = 1, next_attempt_at = ?, failures = failures + 1, last_problem = ?, last_error_class = 'transient'`,
      values: [ports.delayAfter(row.failures + 1), storeProblem(problem)], act,
    })
  }
}
