/** How the sheet names the images of the exam: side and view, as on the national form. */
import type { ImageDescriptor, SOPInstanceUID } from '../../main/contract/index.ts'
import { coteOf, incidenceOf, incidenceWords } from '../../main/domain/sheet/index.ts'

export type ImageNames = ReadonlyMap<SOPInstanceUID, string>

export function imageNames(images: readonly ImageDescriptor[], inLanguage: (words: { fr: string; en: string }) => string): ImageNames {
  return new Map(images.map((image) => [image.sopInstanceUID, [coteOf(image), inLanguage(incidenceWords[incidenceOf(image)])].filter((part) => part !== null).join(' ')]))
}
