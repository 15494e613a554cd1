/** The marks of one or two opinions on one drawing of the scheme. */
import type { Avis, Cote } from '../../main/contract/index.ts'
import type { PointSchema, SchemeViewName } from '../../main/domain/breast-scheme/index.ts'
import { anomalieLabels } from '../../main/domain/sheet/index.ts'

export interface SchemeMark {
  readonly id: string
  readonly label: string
  readonly point: PointSchema
  /** Whose opinion it belongs to: a disc for one's own, a diamond for the first reader's. */
  readonly owner: 'MINE' | 'FIRST'
}

export function schemeMarks(avis: Avis, cote: Cote, view: SchemeViewName, owner: SchemeMark['owner'] = 'MINE'): SchemeMark[] {
  const labels = anomalieLabels(avis.anomalies)
  return avis.anomalies.flatMap((anomalie) => {
    const point = view === 'FACE' ? anomalie.schemaFace : anomalie.schemaProfil
    return anomalie.cote !== cote || point === null ? [] : [{ id: `${owner} ${anomalie.id}`, label: labels.get(anomalie.id) ?? '', point, owner }]
  })
}
