/** What a step found: counts, and the reason of each skip. */

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One line for each skipped test, its reason in it. */
  readonly skips: readonly string[]
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, skips: [] }

export function oneCheck(ok: boolean): Tally {
  return { ...nothing, passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, skips: [...a.skips, ...b.skips] }
}

/** The closing line. */
export function summary({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
