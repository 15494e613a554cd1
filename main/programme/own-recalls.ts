/** How often a second reader asks for images to be made again: share of technical recalls among the readings that this
 *  account signed, 0..1, for the alert of rule R14. The target is 1 % (V.D), so that fewer than a hundred say nothing. */
import type { Store } from '../store/index.ts'

const leastReadings = 100

export interface OwnRecalls {
  share(account: string): number | null
  /** A reading of the account was signed: what was counted is counted anew. */
  signed(account: string): void
}

export function createOwnRecalls({ store }: { readonly store: Store }): OwnRecalls {
  const counted = new Map<string, number | null>()
  const count = (account: string): number | null => {
    const { read, recalled } = store
      .prepare<[string], { read: number; recalled: number }>(
        `SELECT count(*) AS read, count(*) FILTER (WHERE event ->> 'issue' = 'CTI') AS recalled FROM dossier_events
         WHERE event ->> 'type' = 'finaliser' AND event ->> 'issue' IS NOT NULL AND actor ->> 'id' = ?`,
      )
      .get(account) ?? { read: 0, recalled: 0 }
    return read < leastReadings ? null : recalled / read
  }
  return {
    share(account) {
      const known = counted.get(account)
      if (known !== undefined) return known
      const share = count(account)
      counted.set(account, share)
      return share
    },
    signed: (account) => void counted.delete(account),
  }
}
