/** A signed report as an encapsulated document: PDF (PS3.3 A.45.1) or CDA (A.45.2). The signed bytes, unchanged, filed under the
 *  study they report. */
import { encodePart10, type Attributes } from './encode.ts'
import { codeItem, commonModules, diagnosticImagingReport, limited, type CdaDocument, type PdfContent, type ReportObjectContent } from './report-content.ts'

const storage = '1.2.840.10008.5.1.4.1.1.104'
export const encapsulatedPdfClass = `${storage}.1`
export const encapsulatedCdaClass = `${storage}.2`

export const buildEncapsulatedPdf = (content: PdfContent): Uint8Array<ArrayBuffer> => encapsulated(content, content.pdf, { SOPClassUID: encapsulatedPdfClass, MIMETypeOfEncapsulatedDocument: 'application/pdf' })

/** The document names itself in the object too (HL7 Instance Identifier, C.24.2). */
export const buildEncapsulatedCda = (content: CdaDocument): Uint8Array<ArrayBuffer> => encapsulated(content, content.cda, {
  SOPClassUID: encapsulatedCdaClass, MIMETypeOfEncapsulatedDocument: 'text/XML', HL7InstanceIdentifier: content.documentUid, ...(content.carriesPdf ? { ListOfMIMETypes: 'application/pdf' } : {}),
})

function encapsulated(content: ReportObjectContent, bytes: Uint8Array, kind: Attributes): Uint8Array<ArrayBuffer> {
  return encodePart10({
    ...commonModules(content),
    ...kind,
    SOPInstanceUID: content.sopInstanceUID,
    AcquisitionDateTime: '',
    Modality: 'DOC',
    ConversionType: 'WSD',
    SeriesInstanceUID: content.seriesInstanceUID,
    SeriesNumber: content.seriesNumber,
    BurnedInAnnotation: 'YES',
    ConceptNameCodeSequence: [codeItem({ ...diagnosticImagingReport, meaning: content.title })],
    VerificationFlag: 'VERIFIED',
    DocumentTitle: limited(content.title, 1024),
    EncapsulatedDocument: bytes,
    EncapsulatedDocumentLength: bytes.length,
    ...(content.evidence.length === 0 ? {} : {
      SourceInstanceSequence: content.evidence.map(({ sopClassUID, sopInstanceUID }) => ({ ReferencedSOPClassUID: sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID })),
    }),
  })
}
