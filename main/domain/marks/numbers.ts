/** How marks are named outside this console: the reader's rank and a number, `L2-1`. All marks of one anomaly bear one
 *  number, in the order of the sheet; marks that stand for themselves follow. */
import type { Avis, Reading } from '../../contract/index.ts'

export const markPrefix: Record<Reading['kind'], 'L1' | 'L2' | 'AR' | 'R'> = { FIRST: 'L1', SECOND: 'L2', ARBITRATION: 'AR', PLAIN: 'R' }

/** Id of an anomaly, or of a mark that shows none → its name. */
export function markNumbers(avis: Pick<Avis, 'anomalies' | 'traces'>, kind: Reading['kind']): ReadonlyMap<string, string> {
  const numbered = [...avis.anomalies.map(({ id }) => id), ...avis.traces.filter(({ anomalieId }) => anomalieId === null).map(({ id }) => id)]
  return new Map(numbered.map((id, index) => [id, `${markPrefix[kind]}-${index + 1}`]))
}
