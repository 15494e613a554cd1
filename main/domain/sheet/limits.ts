/** Figures of the order: days from the mammogram after which the reader is warned (result due within 15, V.C), and the
 *  share of technical recalls that is not to be exceeded (VIII). */
export const warnedAfterDays = 12
export const mostCtiShare = 0.01

const dayMs = 86_400_000

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}
