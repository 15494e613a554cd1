/** A finding in the reader's language, with French spaces; an image by its name. */
import type { ImageDescriptor, Language } from '../../../main/contract/index.ts'
import { viewAbbreviation } from '../../../main/domain/hanging/index.ts'
import { describeFinding, trustedImage, type FindingWords, type ImageFinding } from '../../../main/domain/image-safety/index.ts'
import { frenchSpaces } from '../../i18n/index.ts'
import { viewerStrings } from '../strings.ts'
import { safetyStrings } from './strings.ts'

export function findingWords(finding: ImageFinding, language: Language): FindingWords {
  const { short, full } = describeFinding(finding, language)
  return language === 'fr' ? { short: frenchSpaces(short), full: frenchSpaces(full) } : { short, full }
}

/** `D CC`; never a side that the object contradicts. */
export function imageName(image: ImageDescriptor, language: Language): string {
  if (image.modality !== 'MG') return image.seriesDescription || image.modality
  const trusted = trustedImage(image)
  const side = viewerStrings[language].sideLetter[trusted.imageLaterality] || safetyStrings[language].unknownSide
  return `${side} ${viewAbbreviation(trusted) || '?'}`
}
