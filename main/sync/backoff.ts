/** How long to wait after so many failures in a row: doubling from `base` up to `cap`, of which a random half is
 *  taken off, so that forty consoles do not come back together when their PACS does. Milliseconds. */

export interface Backoff {
  readonly base: number
  readonly cap: number
}

export const deliveryBackoff: Backoff = { base: 5_000, cap: 15 * 60_000 }
export const retrievalBackoff: Backoff = { base: 2_000, cap: 60_000 }

/** `random` gives 0..1. */
export function backoffDelay({ base, cap }: Backoff, failures: number, random: () => number): number {
  const whole = Math.min(cap, base * 2 ** Math.min(Math.max(failures - 1, 0), 30))
  return Math.round(whole * (1 - random() / 2))
}
