/** What a PACS was asked to answer for (storage commitment, PS3.4 J.3), by transaction. Written before the question leaves:
 *  the report comes on an association of its own, to whatever process runs by then. */
import type { DeliveryCommitment } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'

/** So long a report is waited for; then the object fetched back is the proof. Short: the result waits behind its documents,
 *  and an urgent one has five minutes. */
export const reportWaitMs = 2 * 60_000

type Outcome = NonNullable<DeliveryCommitment['outcome']>
export interface Commitment { readonly transaction_uid: string; readonly outbox_id: string; readonly asked_at: string; readonly due_at: string; readonly ended_at: string | null; readonly outcome: Outcome | null; readonly reason: string | null }

export interface Commitments {
  /** Gives the instant until which the report is waited for. */
  asked(transactionUID: string, outboxId: string): void
  /** One that was answered late is answered all the same. */
  ended(transactionUID: string, outcome: Outcome, reason?: string | null): void
  byTransaction(transactionUID: string): Commitment | null
  last(outboxId: string): Commitment | null
  of(outboxId: string): DeliveryCommitment[]
}

export function createCommitments({ store, clock }: { store: Store; clock: Clock }): Commitments {
  const byTransaction = store.prepare<[string], Commitment>('SELECT * FROM outbox_commitments WHERE transaction_uid = ?')
  const of = store.prepare<[string], Commitment>('SELECT * FROM outbox_commitments WHERE outbox_id = ? ORDER BY asked_at DESC, due_at DESC')
  return {
    asked(transactionUID, outboxId) {
      store.prepare('INSERT INTO outbox_commitments (transaction_uid, outbox_id, asked_at, due_at) VALUES (?, ?, ?, ?)').run(transactionUID, outboxId, instantIn(clock, 0), instantIn(clock, reportWaitMs))
    },
    ended(transactionUID, outcome, reason = null) {
      store.prepare('UPDATE outbox_commitments SET outcome = ?, reason = ?, ended_at = ? WHERE transaction_uid = ?').run(outcome, reason, instantIn(clock, 0), transactionUID)
    },
    byTransaction: (transactionUID) => byTransaction.get(transactionUID) ?? null,
    last: (outboxId) => of.all(outboxId)[0] ?? null,
    of: (outboxId) => of.all(outboxId).map(({ asked_at, ended_at, outcome, reason }) => ({ askedAt: asked_at, endedAt: ended_at, outcome, reason })),
  }
}
