/** Key Object Selection (PS3.3 A.35.4, PS3.16 TID 2010): which images matter, and why. "Of Interest" for marked images
 *  with the presentation states of their marks; "Quality Issue" for views to be made again; "Rejected for Patient Safety
 *  Reasons" for a report of ours that was taken back. Of images never "Rejected for Quality
 *  Reasons": archives hide what that names (IHE IOCM), and the first films are to stay. */
import { encodePart10, type Attributes } from './encode.ts'
import { codeItem, commonModules, evidenceSequence, localDateTime, type ConceptCode, type ReportObjectContent } from './report-content.ts'

export const keyObjectClass = '1.2.840.10008.5.1.4.1.1.88.59'

export type KeyObjectTitle = 'of-interest' | 'quality-issue' | 'withdrawn'

export interface KeyImage {
  readonly seriesInstanceUID: string
  readonly sopInstanceUID: string
  readonly sopClassUID: string
  /** Which frames; empty for the whole object. */
  readonly frames: readonly number[]
  /** The state under which the image is to be shown. */
  readonly presentation: { readonly seriesInstanceUID: string; readonly sopInstanceUID: string; readonly sopClassUID: string } | null
}

export interface KeyObjectContent extends Omit<ReportObjectContent, 'evidence'> {
  readonly subject: KeyObjectTitle
  /** Why (CID 7011); only with `quality-issue`. */
  readonly modifiers: readonly ConceptCode[]
  /** At least one. */
  readonly images: readonly KeyImage[]
  readonly description: string
  /** Of the reader, as a pseudonym. */
  readonly creator: string
  /** In the series of key objects. */
  readonly instanceNumber: number
}

const titles: Record<KeyObjectTitle, ConceptCode> = {
  'of-interest': { value: '113000', scheme: 'DCM', meaning: 'Of Interest' },
  'quality-issue': { value: '113010', scheme: 'DCM', meaning: 'Quality Issue' },
  withdrawn: { value: '113037', scheme: 'DCM', meaning: 'Rejected for Patient Safety Reasons' },
}

export function buildKeyObjects(content: KeyObjectContent): Uint8Array<ArrayBuffer> {
  const { study, images } = content
  const [date, time] = localDateTime(content.completedAt)
  const named = images.flatMap(({ presentation, seriesInstanceUID, sopInstanceUID, sopClassUID }) => [
    { seriesInstanceUID, sopInstanceUID, sopClassUID }, ...(presentation === null ? [] : [presentation]),
  ])
  return encodePart10({
    ...commonModules({ ...content, evidence: [] }),
    SOPClassUID: keyObjectClass,
    SOPInstanceUID: content.sopInstanceUID,
    Modality: 'KO',
    SeriesInstanceUID: content.seriesInstanceUID,
    SeriesNumber: content.seriesNumber,
    InstanceNumber: content.instanceNumber,
    ContentDate: date,
    ContentTime: time,
    ReferencedPerformedProcedureStepSequence: [],
    CurrentRequestedProcedureEvidenceSequence: evidenceSequence(named.map((object) => ({ ...object, studyInstanceUID: study.studyInstanceUID }))),
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(titles[content.subject])],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2010' }],
    ContentSequence: [
      ...content.modifiers.map((modifier): Attributes => ({
        RelationshipType: 'HAS CONCEPT MOD', ValueType: 'CODE', ConceptNameCodeSequence: [codeItem({ value: '113011', scheme: 'DCM', meaning: 'Document Title Modifier' })],
        ConceptCodeSequence: [codeItem(modifier)],
      })),
      {
        RelationshipType: 'HAS OBS CONTEXT', ValueType: 'CODE', ConceptNameCodeSequence: [codeItem({ value: '121005', scheme: 'DCM', meaning: 'Observer Type' })],
        ConceptCodeSequence: [codeItem({ value: '121006', scheme: 'DCM', meaning: 'Person' })],
      },
      { RelationshipType: 'HAS OBS CONTEXT', ValueType: 'PNAME', ConceptNameCodeSequence: [codeItem({ value: '121008', scheme: 'DCM', meaning: 'Person Observer Name' })], PersonName: content.creator },
      ...(content.description === '' ? [] : [{
        RelationshipType: 'CONTAINS', ValueType: 'TEXT', ConceptNameCodeSequence: [codeItem({ value: '113012', scheme: 'DCM', meaning: 'Key Object Description' })],
        TextValue: content.description.replaceAll(/\r\n?|\n/g, '\r\n'),
      }]),
      // Reports are no images (TID 2010).
      ...images.map((image) => ({ ...imageItem(image), ...(content.subject === 'withdrawn' ? { ValueType: 'COMPOSITE' } : {}) })),
    ],
  })
}

function imageItem({ sopClassUID, sopInstanceUID, frames, presentation }: KeyImage): Attributes {
  return {
    RelationshipType: 'CONTAINS', ValueType: 'IMAGE',
    ReferencedSOPSequence: [{
      ReferencedSOPClassUID: sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID,
      ...(frames.length === 0 ? {} : { ReferencedFrameNumber: [...frames] }),
      ...(presentation === null ? {} : { ReferencedSOPSequence: [{ ReferencedSOPClassUID: presentation.sopClassUID, ReferencedSOPInstanceUID: presentation.sopInstanceUID }] }),
    }],
  }
}
