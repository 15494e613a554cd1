/** What every structured report of this program shares: completed, verified by its reader (who may appear by a code
 *  alone), resting on the images as evidence; and the items of its tree (PS3.3 C.17.2, C.17.3). Written once, never
 *  changed: a correction is a new object that names its predecessor. */
import type { Attributes } from './encode.ts'
import { codeItem, commonModules, dateTime, evidenceSequence, type ConceptCode, type SrContent } from './report-content.ts'

/** Scheme of the codes by which this program names readers (PS3.16 8: private schemes begin with 99). */
const observerScheme = '99BINOCLE'

/** All but the title, the template and the tree. */
export function srDocument(content: SrContent, sopClassUID: string): Attributes {
  const { study, observer } = content
  return {
    ...commonModules(content),
    SOPClassUID: sopClassUID,
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
    ContinuityOfContent: 'SEPARATE',
  }
}

/** Language and observer, which open the tree (TID 1204, TID 1002). */
export function observerItems({ observer }: Pick<SrContent, 'observer'>): Attributes[] {
  return [
    coded('HAS CONCEPT MOD', { value: '121049', scheme: 'DCM', meaning: 'Language of Content Item and Descendants' }, { value: 'fr-FR', scheme: 'RFC5646', meaning: 'Français (France)' }),
    coded('HAS OBS CONTEXT', { value: '121005', scheme: 'DCM', meaning: 'Observer Type' }, { value: '121006', scheme: 'DCM', meaning: 'Person' }),
    item('HAS OBS CONTEXT', 'PNAME', { value: '121008', scheme: 'DCM', meaning: 'Person Observer Name' }, { PersonName: observer.name }),
    ...(observer.organisation === '' ? [] : [words('HAS OBS CONTEXT', { value: '121009', scheme: 'DCM', meaning: "Person Observer's Organization Name" }, observer.organisation)]),
  ]
}

export function item(relationship: string, valueType: string, concept: ConceptCode, value: Attributes): Attributes {
  return { RelationshipType: relationship, ValueType: valueType, ConceptNameCodeSequence: [codeItem(concept)], ...value }
}

export function coded(relationship: string, concept: ConceptCode, value: ConceptCode, children: Attributes[] = []): Attributes {
  return item(relationship, 'CODE', concept, { ConceptCodeSequence: [codeItem(value)], ...(children.length === 0 ? {} : { ContentSequence: children }) })
}

export function words(relationship: string, concept: ConceptCode, text: string): Attributes {
  return item(relationship, 'TEXT', concept, { TextValue: text.replaceAll(/\r\n?|\n/g, '\r\n') })
}

export function container(concept: ConceptCode, children: Attributes[]): Attributes {
  return item('CONTAINS', 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE', ContentSequence: children })
}
