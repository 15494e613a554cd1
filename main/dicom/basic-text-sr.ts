/** A signed report as Basic Text SR (PS3.3 A.35.1, PS3.16 TID 2000): completed, verified, with the images it rests on
 *  as evidence. Written once, never changed: a correction is a new object that names its predecessor. */
import { encodePart10, type Attributes } from './encode.ts'
import { codeItem, commonModules, dateTime, diagnosticImagingReport, evidenceSequence, type ConceptCode, type SrContent } from './report-content.ts'

const basicTextSr = '1.2.840.10008.5.1.4.1.1.88.11'
/** Scheme of the codes by which this program names readers (PS3.16 8: private schemes begin with 99). */
const observerScheme = '99BINOCLE'

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
  const { study, observer } = content
  const title = { ...diagnosticImagingReport, meaning: content.title }
  return encodePart10({
    ...commonModules(content),
    SOPClassUID: basicTextSr,
    SOPInstanceUID: content.sopInstanceUID,
    Modality: 'SR',
    SeriesInstanceUID: content.seriesInstanceUID,
    SeriesNumber: content.seriesNumber,
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'VERIFIED',
    PreliminaryFlag: 'FINAL',
    VerifyingObserverSequence: [{
      VerifyingOrganization: observer.organisation,
      VerificationDateTime: dateTime(content.completedAt),
      VerifyingObserverName: observer.name,
      VerifyingObserverIdentificationCodeSequence: [codeItem({ value: observer.code, scheme: observerScheme, meaning: observer.name })],
    }],
    ...(content.evidence.length === 0 ? {} : { CurrentRequestedProcedureEvidenceSequence: evidenceSequence(content.evidence.map((object) => ({ ...object, studyInstanceUID: study.studyInstanceUID }))) }),
    ...(content.predecessors === undefined || content.predecessors.length === 0 ? {} : { PredecessorDocumentsSequence: evidenceSequence(content.predecessors) }),
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(title)],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2000' }],
    ContentSequence: [
      item('HAS CONCEPT MOD', 'CODE', { value: '121049', scheme: 'DCM', meaning: 'Language of Content Item and Descendants' }, {
        ConceptCodeSequence: [codeItem({ value: 'fr-FR', scheme: 'RFC5646', meaning: 'Français (France)' })],
      }),
      item('HAS OBS CONTEXT', 'CODE', { value: '121005', scheme: 'DCM', meaning: 'Observer Type' }, {
        ConceptCodeSequence: [codeItem({ value: '121006', scheme: 'DCM', meaning: 'Person' })],
      }),
      item('HAS OBS CONTEXT', 'PNAME', { value: '121008', scheme: 'DCM', meaning: 'Person Observer Name' }, { PersonName: observer.name }),
      ...(observer.organisation === '' ? [] : [
        item('HAS OBS CONTEXT', 'TEXT', { value: '121009', scheme: 'DCM', meaning: "Person Observer's Organization Name" }, { TextValue: observer.organisation }),
      ]),
      ...content.sections.filter(({ text }) => text.trim() !== '').map(({ heading, text }) =>
        item('CONTAINS', 'CONTAINER', heading, {
          ContinuityOfContent: 'SEPARATE',
          ContentSequence: [item('CONTAINS', 'TEXT', textConcepts[heading.value] ?? heading, { TextValue: text.replaceAll(/\r\n?|\n/g, '\r\n') })],
        })),
    ],
  })
}

function item(relationship: string, valueType: string, concept: ConceptCode, value: Attributes): Attributes {
  return { RelationshipType: relationship, ValueType: valueType, ConceptNameCodeSequence: [codeItem(concept)], ...value }
}
