/** Whether a mark may stand where it stands: on a frame of this exam, inside the image, on the breast that it speaks of.
 *  Image Laterality (0020,0062) decides the side; an image that does not say, or says both, bears no sided mark. */
import type { Anomalie, Cote, ImageDescriptor, Repere, Trace } from '../../contract/index.ts'
import { insideImage, pointOf, type Forme } from './shape.ts'

export type MarkedImage = Pick<ImageDescriptor, 'sopInstanceUID' | 'imageLaterality' | 'rows' | 'columns' | 'numberOfFrames'>
export type MarkRefusal = 'other-exam' | 'no-frame' | 'outside' | 'wrong-side' | 'side-unknown' | 'other-anomaly' | 'no-anomaly'

export type Placed = Pick<Trace, 'sopInstanceUID' | 'frame' | 'cote'> & Forme

export const placedRepere = (repere: Repere, cote: Cote | null): Placed => ({ sopInstanceUID: repere.sopInstanceUID, frame: repere.frame, cote, forme: 'POINT', at: pointOf(repere) })

/** Null when the mark may stand. */
export function checkPlaced(placed: Placed, images: readonly MarkedImage[]): MarkRefusal | null {
  const image = images.find(({ sopInstanceUID }) => sopInstanceUID === placed.sopInstanceUID)
  if (image === undefined) return 'other-exam'
  if (placed.frame < 1 || placed.frame > image.numberOfFrames) return 'no-frame'
  if (!insideImage(image, placed)) return 'outside'
  if (placed.cote === null) return null
  if (image.imageLaterality !== 'R' && image.imageLaterality !== 'L') return 'side-unknown'
  return (image.imageLaterality === 'R') === (placed.cote === 'D') ? null : 'wrong-side'
}

/** The same for what is kept with an opinion: a mark that shows an anomaly is on the anomaly's breast. */
export function checkTrace(trace: Trace, images: readonly MarkedImage[], anomalies: readonly Pick<Anomalie, 'id' | 'cote'>[]): MarkRefusal | null {
  if (trace.anomalieId !== null && anomalies.find(({ id }) => id === trace.anomalieId)?.cote !== trace.cote) return 'other-anomaly'
  return checkPlaced(trace, images)
}

export const refusalWords: Record<MarkRefusal, { readonly fr: string; readonly en: string }> = {
  'other-exam': { fr: 'Un repère ne se pose que sur une image de l’examen à lire.', en: 'A mark is placed only on an image of the exam being read.' },
  'no-frame': { fr: 'Cette coupe n’existe pas dans l’image.', en: 'The image has no such frame.' },
  outside: { fr: 'Ce repère sort de l’image.', en: 'This mark leaves the image.' },
  'wrong-side': { fr: 'Cette image montre l’autre sein : le repère n’est pas posé.', en: 'This image shows the other breast: the mark is not placed.' },
  'side-unknown': { fr: 'Cette image ne dit pas de quel sein il s’agit : elle ne porte pas de repère d’un côté.', en: 'This image does not say which breast it shows: it bears no mark of one side.' },
  'no-anomaly': { fr: 'Un repère ponctuel désigne une anomalie de la fiche : il n’y en a pas ici.', en: 'A point marks a finding of the sheet: there is none here.' },
  'other-anomaly': { fr: 'Ce repère se rapporte à une anomalie d’un autre côté, ou qui n’existe plus.', en: 'This mark belongs to a finding of the other side, or to one that is gone.' },
}
