/** A share with its interval: Wilson's score interval at 95 %, which stays inside 0..1 and holds for the small counts
 *  of a screening programme (E. B. Wilson, J Am Stat Assoc 1927;22:209). */

export interface Proportion {
  readonly numerator: number
  readonly denominator: number
  /** 0..1; null where the denominator is 0. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054

export function proportion(numerator: number, denominator: number): Proportion {
  if (denominator === 0) return { numerator, denominator, value: null, low: null, high: null }
  const share = numerator / denominator
  const squared = z * z
  const scale = 1 + squared / denominator
  const middle = (share + squared / (2 * denominator)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / denominator + squared / (4 * denominator * denominator))
  return { numerator, denominator, value: share, low: numerator === 0 ? 0 : middle - half, high: numerator === denominator ? 1 : middle + half }
}
