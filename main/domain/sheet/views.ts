/** Which view of the sheet an image is: side from Image Laterality (0020,0062), view from View Code Sequence
 *  (CID 4014, in SCT, SRT or SNM3 coding), else from View Position (0018,5101). */
import type { Cote, ImageDescriptor, Incidence } from '../../contract/index.ts'

export type SheetImage = Pick<ImageDescriptor, 'sopInstanceUID' | 'imageLaterality' | 'viewCode' | 'viewPosition' | 'rows' | 'columns' | 'numberOfFrames'>

const byCode: Readonly<Record<string, Incidence>> = {
  '399162004': 'FACE', 'R-10242': 'FACE',
  '399368009': 'OBLIQUE', 'R-10226': 'OBLIQUE', '399099002': 'OBLIQUE', 'R-10230': 'OBLIQUE',
  '399260004': 'PROFIL', 'R-10224': 'PROFIL', '399352003': 'PROFIL', 'R-10228': 'PROFIL',
}
const byPosition: Readonly<Record<string, Incidence>> = { CC: 'FACE', MLO: 'OBLIQUE', LMO: 'OBLIQUE', ML: 'PROFIL', LM: 'PROFIL' }

export function incidenceOf(image: Pick<SheetImage, 'viewCode' | 'viewPosition'>): Incidence {
  return byCode[image.viewCode?.value ?? ''] ?? byPosition[image.viewPosition.trim().toUpperCase()] ?? 'AUTRE'
}

/** Null where the object does not say, or says both. */
export function coteOf(image: Pick<SheetImage, 'imageLaterality'>): Cote | null {
  if (image.imageLaterality === 'R') return 'D'
  return image.imageLaterality === 'L' ? 'G' : null
}
