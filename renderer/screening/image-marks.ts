/** The marks that the images show beside their names: the reader's own, and the first reader's where it is shown. */
import type { Avis, Reading } from '../../main/contract/index.ts'
import { markNumbers, pointOf } from '../../main/domain/marks/index.ts'
import { anomalieLabels } from '../../main/domain/sheet/index.ts'
import { pointId } from './mark-edits.ts'
import type { ImageMark } from './viewer-port.ts'

export interface InHand {
  /** Anomaly that is open. */
  readonly selected: string | null
  readonly mark: string | null
  readonly readOnly: boolean
}

export const nothingInHand: InHand = { selected: null, mark: null, readOnly: true }

export function imageMarks(avis: Avis, { selected, mark, readOnly }: InHand): ImageMark[] {
  const labels = anomalieLabels(avis.anomalies)
  return marksOf(avis, 'MINE').map(({ anomalieId, ...one }) => ({
    ...one, label: anomalieId === null ? one.cote ?? '' : labels.get(anomalieId) ?? '',
    selected: anomalieId !== null && anomalieId === selected, chosen: one.id === mark, fixed: readOnly,
  }))
}

/** Apart from one's own in style and name; never to be changed. */
export function othersMarks(avis: Avis, kind: Reading['kind']): ImageMark[] {
  const names = markNumbers(avis, kind)
  return marksOf(avis, 'FIRST').map(({ anomalieId, ...one }) => ({
    ...one, id: `FIRST ${one.id}`, label: names.get(anomalieId ?? one.id) ?? '', selected: false, chosen: false, fixed: true,
  }))
}

type Bare = Omit<ImageMark, 'label' | 'selected' | 'chosen' | 'fixed'> & { readonly anomalieId: string | null }

function marksOf(avis: Avis, owner: ImageMark['owner']): Bare[] {
  return [
    ...avis.anomalies.flatMap(({ id, cote, reperes }) => reperes.map((repere, index): Bare => ({
      id: pointId(id, index), anomalieId: id, cote, owner, sopInstanceUID: repere.sopInstanceUID, frame: repere.frame, forme: { forme: 'POINT', at: pointOf(repere) },
    }))),
    ...avis.traces.map((trace): Bare => ({ id: trace.id, anomalieId: trace.anomalieId, cote: trace.cote, owner, sopInstanceUID: trace.sopInstanceUID, frame: trace.frame, forme: trace })),
  ]
}
