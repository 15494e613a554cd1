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
  /** Suggested by marks on the images, not placed by the reader. */
  readonly proposed: boolean
}

/** What is suggested for an anomaly that has no place yet. */
export type Proposals = ReadonlyMap<string, { readonly face: PointSchema | null; readonly profil: PointSchema | null }>

export function schemeMarks(avis: Avis, cote: Cote, view: SchemeViewName, owner: SchemeMark['owner'] = 'MINE', proposals: Proposals = new Map()): SchemeMark[] {
  const labels = anomalieLabels(avis.anomalies)
  return avis.anomalies.flatMap((anomalie) => {
    const placed = view === 'FACE' ? anomalie.schemaFace : anomalie.schemaProfil
    const point = placed ?? proposals.get(anomalie.id)?.[view === 'FACE' ? 'face' : 'profil'] ?? null
    return anomalie.cote !== cote || point === null ? [] : [{ id: `${owner} ${anomalie.id}`, label: labels.get(anomalie.id) ?? '', point, owner, proposed: placed === null }]
  })
}
