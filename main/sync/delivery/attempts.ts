/** How each attempt at a delivery went, for whoever must find out later. Kept beside the row, in its transactions. */
import type { DeliveryAttempt, ExpectedError } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import { instantIn, type Clock } from '../clock.ts'
import { shownProblem, storeProblem } from './stored-row.ts'

export type Outcome = NonNullable<DeliveryAttempt['outcome']>

/** A delivery that nobody takes for a week is tried seven hundred times. */
const kept = 200

interface Stored { readonly number: number; readonly began_at: string; readonly ended_at: string | null; readonly outcome: Outcome | null; readonly problem: string | null }

export interface Attempts {
  begin(outboxId: string, number: number): void
  /** Ends the last one, unless it ended with more than an acceptance. */
  end(outboxId: string, outcome: Outcome, problem?: ExpectedError | null): void
  of(outboxId: string): DeliveryAttempt[]
}

export function createAttempts({ store, clock }: { store: Store; clock: Clock }): Attempts {
  const begin = store.prepare<[string, number, string]>('INSERT OR REPLACE INTO outbox_attempts (outbox_id, number, began_at) VALUES (?, ?, ?)')
  const prune = store.prepare<[string, number]>('DELETE FROM outbox_attempts WHERE outbox_id = ? AND number <= ?')
  const end = store.prepare<[string, Outcome, string | null, string, string]>(
    `UPDATE outbox_attempts SET ended_at = ?, outcome = ?, problem = ? WHERE outbox_id = ? AND number = (SELECT max(number) FROM outbox_attempts WHERE outbox_id = ?) AND (outcome IS NULL OR outcome = 'ACCEPTED')`,
  )
  const of = store.prepare<[string], Stored>('SELECT number, began_at, ended_at, outcome, problem FROM outbox_attempts WHERE outbox_id = ? ORDER BY number DESC')
  return {
    begin(outboxId, number) {
      begin.run(outboxId, number, instantIn(clock, 0))
      if (number > kept) prune.run(outboxId, number - kept)
    },
    end(outboxId, outcome, problem = null) {
      end.run(instantIn(clock, 0), outcome, problem === null ? null : storeProblem(problem), outboxId, outboxId)
    },
    of: (outboxId) => of.all(outboxId).map(({ number, began_at, ended_at, outcome, problem }) => ({ number, beganAt: began_at, endedAt: ended_at, outcome, problem: shownProblem(problem) })),
  }
}
