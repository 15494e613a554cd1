/** What every structured report of this program shares: completed, verified by its reader (who may appear by a code
 *  alone), resting on the images as evidence; and the items of its tree (PS3.3 C.17.2, C.17.3). Written once, never
 *  changed: a correction is a new object that names its predecessor. */
import type { Attributes } from './encode.ts'
import { codeItem, commonModules, dateTime, evidenceSequence, type ConceptCode, type SrContent } from './report-content.ts'

/** Scheme of the codes by which this program names readers (PS3.16 8: private schemes begin with 99). */
const observerScheme = '99BINOCLE'

/** All but the title, the template and the tree. */
export function srDocument(content: Omit<SrContent, 'sections'>, sopClassUID: string): Attributes {
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

export interface MeasuredRegion {
  readonly image: { readonly sopClassUID: string; readonly sopInstanceUID: string; readonly numberOfFrames: number }
  readonly frame: number
  readonly type: 'POINT' | 'POLYLINE' | 'ELLIPSE'
  readonly points: readonly { readonly column: number; readonly row: number }[]
}

/** TID 1204, which opens every tree. */
export function languageItem(): Attributes {
  return coded('HAS CONCEPT MOD', { value: '121049', scheme: 'DCM', meaning: 'Language of Content Item and Descendants' }, { value: 'fr-FR', scheme: 'RFC5646', meaning: 'Français (France)' })
}

/** Who reads (TID 1002). */
export function observerItems({ observer }: Pick<SrContent, 'observer'>): Attributes[] {
  return [
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

export function words(relationship: string, concept: ConceptCode, text: string, children: Attributes[] = []): Attributes {
  return item(relationship, 'TEXT', concept, { TextValue: text.replaceAll(/\r\n?|\n/g, '\r\n'), ...(children.length === 0 ? {} : { ContentSequence: children }) })
}

export function number(relationship: string, concept: ConceptCode, value: number, unit: ConceptCode): Attributes {
  return item(relationship, 'NUM', concept, { MeasuredValueSequence: [{ NumericValue: value, MeasurementUnitsCodeSequence: [codeItem(unit)] }] })
}

export function imageItem(relationship: string, { sopClassUID, sopInstanceUID }: { sopClassUID: string; sopInstanceUID: string }, frame: number | null = null): Attributes {
  return { RelationshipType: relationship, ValueType: 'IMAGE', ReferencedSOPSequence: [{ ReferencedSOPClassUID: sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID, ...(frame === null ? {} : { ReferencedFrameNumber: frame }) }] }
}

/** A mark on an image; columns and rows of the stored matrix from the top left corner of its first pixel (PS3.3 C.18.6.1.1). */
export function region(relationship: string, { image, frame, type, points }: MeasuredRegion): Attributes {
  return item(relationship, 'SCOORD', { value: '111030', scheme: 'DCM', meaning: 'Image Region' }, {
    GraphicType: type, GraphicData: points.flatMap(({ column, row }) => [column, row]),
    ContentSequence: [imageItem('SELECTED FROM', image, image.numberOfFrames > 1 ? frame : null)],
  })
}

export function container(concept: ConceptCode, children: Attributes[]): Attributes {
  return item('CONTAINS', 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE', ContentSequence: children })
}
