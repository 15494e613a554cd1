/** A signed screening opinion as Enhanced SR (PS3.3 A.35.2) after the Breast Imaging Report (PS3.16 TID 4200): the words
 *  as they were signed (Narrative Summary, TID 4202), each section with its observer and the images it rests on, and
 *  beside them the same in codes (Supplementary Data, TID 4208). Shaped after PS3.17 annex Q; relations by value. */
import { encodePart10, type Attributes } from './encode.ts'
import type { CodedEvaluation, MeasuredFinding } from './measurement-sr.ts'
import { codeItem, type ConceptCode, type SrContent } from './report-content.ts'
import { coded, container, imageItem, languageItem, number, observerItems, region, srDocument, words } from './sr-document.ts'

export const enhancedSr = '1.2.840.10008.5.1.4.1.1.88.22'

/** One breast, its category, and what is asked for it. */
export interface BreastAssessment extends CodedEvaluation {
  readonly laterality: ConceptCode
}

/** A further exam or a follow-up, in so many months where that was said. */
export interface RecommendedFollowUp { readonly value: ConceptCode; readonly laterality: ConceptCode; readonly months: number | null }

/** The place of a finding by the concept that takes it: a quadrant, or the clock face and the regions. */
export interface PlacedFinding extends Omit<MeasuredFinding, 'site' | 'label' | 'trackingUid'> {
  readonly place: { readonly concept: ConceptCode; readonly value: ConceptCode } | null
}

export interface BreastImagingSrContent extends Omit<SrContent, 'sections'> {
  /** Titles of CID 6052 with their element of CID 6053. */
  readonly sections: readonly { readonly heading: ConceptCode; readonly element: ConceptCode; readonly text: string; readonly restsOnImages: boolean }[]
  readonly procedure: ConceptCode
  /** Breasts that were imaged (CID 6022). */
  readonly imaged: ConceptCode
  readonly reason: ConceptCode
  readonly composition: ConceptCode | null
  readonly findings: readonly PlacedFinding[]
  readonly assessments: readonly BreastAssessment[]
  readonly followUps: readonly RecommendedFollowUp[]
}

const dcm = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'DCM', meaning })
const laterality: ConceptCode = { value: '272741003', scheme: 'SCT', meaning: 'Laterality' }
const breastComposition: ConceptCode = { value: '129715009', scheme: 'SCT', meaning: 'Breast composition' }
const overallAssessment = dcm('111413', 'Overall Assessment')

export function buildBreastImagingSr(content: BreastImagingSrContent): Uint8Array<ArrayBuffer> {
  return encodePart10({
    ...srDocument(content, enhancedSr),
    ConceptNameCodeSequence: [codeItem(dcm('111400', content.title))],
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '4200' }],
    ContentSequence: [
      languageItem(),
      container(dcm('111412', 'Narrative Summary'), content.sections.filter(({ text }) => text.trim() !== '').map((section) => narrative(section, content))),
      container(dcm('111414', 'Supplementary Data'), supplement(content)),
    ],
  })
}

function narrative({ heading, element, text, restsOnImages }: BreastImagingSrContent['sections'][number], { observer, evidence }: BreastImagingSrContent): Attributes {
  const rests = restsOnImages ? evidence.map(({ sopClassUID, sopInstanceUID }) => imageItem('INFERRED FROM', { sopClassUID, sopInstanceUID })) : []
  return container(heading, [...observerItems({ observer }), words('CONTAINS', element, text, rests)])
}

function supplement({ procedure, imaged, reason, composition, findings, assessments, followUps }: BreastImagingSrContent): Attributes[] {
  const sided = (side: ConceptCode) => coded('HAS CONCEPT MOD', laterality, side)
  return [
    coded('CONTAINS', dcm('121058', 'Procedure reported'), procedure, [sided(imaged), coded('HAS PROPERTIES', dcm('111401', 'Reason for Procedure'), reason)]),
    ...(composition === null ? [] : [container(breastComposition, [coded('CONTAINS', breastComposition, composition, [sided(imaged)])])]),
    ...(findings.length === 0 ? [] : [container({ value: '59776-5', scheme: 'LN', meaning: 'Findings' }, findings.map(finding))]),
    ...(assessments.length === 0 ? [] : [container(overallAssessment, [
      ...assessments.map(({ concept, value, laterality: side }) => coded('CONTAINS', concept, value, [sided(side)])),
      ...followUps.map(({ value, laterality: side, months }) => coded('CONTAINS', dcm('111053', 'Recommended Follow-up'), value, [
        sided(side),
        ...(months === null ? [] : [number('HAS PROPERTIES', dcm('111055', 'Recommended Follow-up Interval'), months, { value: 'mo', scheme: 'UCUM', meaning: 'month' })]),
      ])),
    ])]),
  ]
}

function finding({ finding: value, laterality: side, place, diameterMm, regions }: PlacedFinding): Attributes {
  return coded('CONTAINS', dcm('121071', 'Finding'), value, [
    coded('HAS CONCEPT MOD', laterality, side),
    ...(place === null ? [] : [coded('HAS PROPERTIES', place.concept, place.value)]),
    ...(diameterMm === null ? [] : [number('HAS PROPERTIES', { value: '81827009', scheme: 'SCT', meaning: 'Diameter' }, diameterMm, { value: 'mm', scheme: 'UCUM', meaning: 'millimeter' })]),
    ...regions.map((one) => region('INFERRED FROM', one)),
  ])
}
