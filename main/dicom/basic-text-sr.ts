/** An ordinary signed report as Basic Text SR (PS3.3 A.35.1, PS3.16 TID 2000): its sections, each with its words. */
import { encodePart10 } from './encode.ts'
import { codeItem, diagnosticImagingReport, type ConceptCode, type SrContent } from './report-content.ts'
import { container, languageItem, observerItems, srDocument, words } from './sr-document.ts'

export const basicTextSr = '1.2.840.10008.5.1.4.1.1.88.11'
/** Heading of a section (PS3.16 CID 7001) → name of its text (CID 7002); other headings name their text themselves. */
const textConcepts: Record<string, ConceptCode> = {
  '121070': { value: '121071', scheme: 'DCM', meaning: 'Finding' },
  '121072': { value: '121073', scheme: 'DCM', meaning: 'Impression' },
  '121074': { value: '121075', scheme: 'DCM', meaning: 'Recommendation' },
  '121076': { value: '121077', scheme: 'DCM', meaning: 'Conclusion' },
  '121068': { value: '121069', scheme: 'DCM', meaning: 'Previous Finding' },
  '121064': { value: '121065', scheme: 'DCM', meaning: 'Procedure Description' },
}

export function buildBasicTextSr(content: SrContent): Uint8Array<ArrayBuffer> {
  return encodePart10({
    ...srDocument(content, basicTextSr),
    ConceptNameCodeSequence: [codeItem({ ...diagnosticImagingReport, meaning: content.title })],
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2000' }],
    ContentSequence: [
      languageItem(),
      ...observerItems(content),
      ...content.sections.filter(({ text }) => text.trim() !== '').map(({ heading, text }) => container(heading, [words('CONTAINS', textConcepts[heading.value] ?? heading, text)])),
    ],
  })
}
