/** The region that the figures speak of, and chance with a seed: the same day each time. */
export const region = {
  centres: 7, structures: 3, consoles: 40, examsPerYear: 120_000, workingDays: 250,
  /** Of second readings. */
  normalShare: 0.985,
  /** Share of women with an earlier exam in the PACS. */
  priorShare: 0.8,
  hoursPerDay: 8,
} as const

export const examsPerDay = Math.round(region.examsPerYear / region.workingDays)

/** Numbers in [0, 1) by a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @param share 0..1 of the ordered values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}

export const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits
