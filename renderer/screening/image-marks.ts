/** The marks that the images show beside their names. */
import type { Avis } from '../../main/contract/index.ts'
import { anomalieLabels } from '../../main/domain/sheet/index.ts'
import type { ImageMark } from './viewer-port.ts'

export function imageMarks(avis: Avis, selected: string | null): ImageMark[] {
  const labels = anomalieLabels(avis.anomalies)
  return avis.anomalies.flatMap((anomalie) =>
    anomalie.reperes.map((repere, index) => ({
      id: `${anomalie.id} ${index}`, label: labels.get(anomalie.id) ?? '', cote: anomalie.cote, repere, selected: anomalie.id === selected,
    })))
}
