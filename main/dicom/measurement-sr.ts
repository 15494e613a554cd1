/** A signed screening opinion as Comprehensive SR (PS3.3 A.35.3) after the Imaging Measurement Report (PS3.16 TID 1500):
 *  each finding as a measurement group (TID 1411 without its volume) with its site, side, size in millimetres and the
 *  regions that were marked, what was concluded as coded evaluations, and the words of the report. */
import { encodePart10, type Attributes } from './encode.ts'
import { codeItem, type ConceptCode, type SrContent } from './report-content.ts'
import { coded, container, imageItem, item, languageItem, number, observerItems, region, srDocument, words, type MeasuredRegion } from './sr-document.ts'

export type { MeasuredRegion } from './sr-document.ts'

export const comprehensiveSr = '1.2.840.10008.5.1.4.1.1.88.33'

export interface MeasuredFinding {
  /** `G1`, as on the printed sheet. */
  readonly label: string
  /** Its own for ever: a later report that follows the finding names it. */
  readonly trackingUid: string
  readonly finding: ConceptCode
  readonly site: ConceptCode
  readonly laterality: ConceptCode
  readonly diameterMm: number | null
  readonly regions: readonly MeasuredRegion[]
}

/** A coded conclusion, of one breast or of both. */
export interface CodedEvaluation { readonly concept: ConceptCode; readonly value: ConceptCode; readonly laterality: ConceptCode | null }

export interface MeasurementSrContent extends SrContent {
  readonly procedure: ConceptCode
  readonly findings: readonly MeasuredFinding[]
  readonly evaluations: readonly CodedEvaluation[]
}

const dcm = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'DCM', meaning })
const laterality: ConceptCode = { value: '272741003', scheme: 'SCT', meaning: 'Laterality' }

export function buildMeasurementSr(content: MeasurementSrContent): Uint8Array<ArrayBuffer> {
  const { evidence, findings, evaluations, sections } = content
  return encodePart10({
    ...srDocument(content, comprehensiveSr),
    ConceptNameCodeSequence: [codeItem(dcm('126000', content.title))],
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
    ContentSequence: [
      languageItem(),
      ...observerItems(content),
      coded('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), content.procedure),
      ...(evidence.length === 0 ? [] : [container(dcm('111028', 'Image Library'), [container(dcm('126200', 'Image Library Group'), evidence.map((image) => imageItem('CONTAINS', image)))])]),
      ...(findings.length === 0 ? [] : [container(dcm('126010', 'Imaging Measurements'), findings.map(measurementGroup))]),
      container({ value: 'C0034375', scheme: 'UMLS', meaning: 'Qualitative Evaluations' }, [
        ...evaluations.map((one) => coded('CONTAINS', one.concept, one.value, one.laterality === null ? [] : [coded('HAS CONCEPT MOD', laterality, one.laterality)])),
        ...sections.filter(({ text }) => text.trim() !== '').map(({ heading, text }) => words('CONTAINS', heading, text)),
      ]),
    ],
  })
}

function measurementGroup({ label, trackingUid, finding, site, laterality: side, diameterMm, regions }: MeasuredFinding): Attributes {
  return container(dcm('125007', 'Measurement Group'), [
    item('HAS OBS CONTEXT', 'TEXT', dcm('112039', 'Tracking Identifier'), { TextValue: label }),
    item('HAS OBS CONTEXT', 'UIDREF', dcm('112040', 'Tracking Unique Identifier'), { UID: trackingUid }),
    coded('CONTAINS', dcm('121071', 'Finding'), finding),
    coded('HAS CONCEPT MOD', { value: '363698007', scheme: 'SCT', meaning: 'Finding Site' }, site, [coded('HAS CONCEPT MOD', laterality, side)]),
    ...regions.map((one) => region('CONTAINS', one)),
    ...(diameterMm === null ? [] : [number('CONTAINS', { value: '81827009', scheme: 'SCT', meaning: 'Diameter' }, diameterMm, { value: 'mm', scheme: 'UCUM', meaning: 'millimeter' })]),
  ])
}
