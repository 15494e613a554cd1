/** A signed report as Encapsulated PDF (PS3.3 A.45.1): the signed bytes, unchanged, filed under the study they report. */
import { encodePart10 } from './encode.ts'
import { codeItem, commonModules, diagnosticImagingReport, limited, type PdfContent } from './report-content.ts'

export const encapsulatedPdfClass = '1.2.840.10008.5.1.4.1.1.104.1'

export function buildEncapsulatedPdf(content: PdfContent): Uint8Array<ArrayBuffer> {
  return encodePart10({
    ...commonModules(content),
    SOPClassUID: encapsulatedPdfClass,
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
    EncapsulatedDocument: content.pdf,
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocumentLength: content.pdf.length,
    ...(content.evidence.length === 0 ? {} : {
      SourceInstanceSequence: content.evidence.map(({ sopClassUID, sopInstanceUID }) => ({ ReferencedSOPClassUID: sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID })),
    }),
  })
}
