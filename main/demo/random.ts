/** Repeatable randomness: the same seed gives the same study, so that importing the demonstration twice adds nothing. */
export interface Random {
  /** Uniform in 0..1. */
  next(): number
  /** Close to a normal distribution of mean 0 and deviation 1 (sum of uniforms). */
  normal(): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, normal: () => (next() + next() + next() + next() - 2) * 1.7320508 }
}
