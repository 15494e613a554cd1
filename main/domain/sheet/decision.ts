/** What an opinion amounts to: the decision of a reader, breast by breast and as a whole. */
import type { Acr, Anomalie, Avis, Cote } from '../../contract/index.ts'

export const cotes: readonly Cote[] = ['D', 'G']

export type Decision = 'NEGATIF' | 'POSITIF' | 'RAPPEL_TECHNIQUE'

/** ACR 0 given only because a view of that breast must be made again is a technical recall, not a finding. */
export function isOnlyTechnical(avis: Avis, cote: Cote): boolean {
  return avis.acr[cote] === 0 && avis.rappelTechnique?.cliches.some((cliche) => cliche.cote === cote) === true && anomaliesOf(avis, cote).length === 0
}

export function isPositive(avis: Avis, cote: Cote): boolean {
  const value = avis.acr[cote]
  return value !== null && !isNegative(value) && !isOnlyTechnical(avis, cote)
}

export function decisionOf(avis: Avis): Decision {
  if (cotes.some((cote) => isPositive(avis, cote))) return 'POSITIF'
  return avis.rappelTechnique === null ? 'NEGATIF' : 'RAPPEL_TECHNIQUE'
}

export function anomaliesOf(avis: Avis, cote: Cote): Anomalie[] {
  return avis.anomalies.filter((anomalie) => anomalie.cote === cote)
}

/** `D1`, `D2`, `G1`… in the order of entry within each breast: the names that scheme, images and report share. */
export function anomalieLabels(anomalies: readonly Pick<Anomalie, 'id' | 'cote'>[]): ReadonlyMap<string, string> {
  const counts = { D: 0, G: 0 }
  return new Map(anomalies.map(({ id, cote }) => [id, `${cote}${(counts[cote] += 1)}`]))
}

function isNegative(value: Acr): boolean {
  return value === 1 || value === 2
}
