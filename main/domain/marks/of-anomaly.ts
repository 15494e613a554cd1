/** Where an anomaly is marked: its points and the middles of what was drawn for it. */
import type { Anomalie, Avis, PointImage } from '../../contract/index.ts'
import { middleOf, pointOf } from './shape.ts'

export interface SeenAt { readonly sopInstanceUID: string; readonly at: PointImage }

export function marksOf({ traces }: Pick<Avis, 'traces'>, { id, reperes }: Pick<Anomalie, 'id' | 'reperes'>): SeenAt[] {
  return [
    ...reperes.map((repere) => ({ sopInstanceUID: repere.sopInstanceUID, at: pointOf(repere) })),
    ...traces.filter(({ anomalieId }) => anomalieId === id).map((trace) => ({ sopInstanceUID: trace.sopInstanceUID, at: middleOf(trace) })),
  ]
}
