/** The artefacts of one signed report, made once: PDF, its DICOM object, the structured report, the clinical document. Their
 *  identifiers are drawn here and never again, so that a second sending is harmless. */
import type { Settings } from '../contract/index.ts'
import { buildBasicTextSr, buildBreastImagingSr, buildEncapsulatedCda, buildEncapsulatedPdf, buildMeasurementSr, type ReferencedObject, type SrContent } from '../dicom/index.ts'
import type { SignedReading } from '../domain/second-reading/index.ts'
import { breastImagingReport } from './breast-report.ts'
import type { ClinicalDocument } from './clinical-document.ts'
import { codedEvaluations, measuredFindings, screeningMammography } from './measured-opinion.ts'
import { topicText } from './plain-rendering.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import type { ReportFonts } from './pdf/report-fonts.ts'
import type { ReportContent, ReportSetting, Topic } from './report-model.ts'
import { signerName } from './report-message.ts'
import { template } from './report-template.ts'

export interface Identifiers {
  readonly pdfSopInstanceUID: string
  readonly pdfSeriesInstanceUID: string
  readonly srSopInstanceUID: string
  readonly srSeriesInstanceUID: string
}

/** Which template an opinion of the programme is coded by, and the reports that this one follows. */
export interface SrSetting { readonly structuredReport: Settings['structuredReport']; readonly predecessors: readonly ReferencedObject[] }

export interface ReportObjects { readonly pdf: Uint8Array; readonly encapsulatedPdf: Uint8Array; readonly sr: Uint8Array }

/** Headings of PS3.16 CID 7001, with the words of the report. */
const sections: readonly { readonly topics: readonly Topic[]; readonly value: string; readonly meaning: string }[] = [
  { topics: ['indication'], value: '121109', meaning: template.headings.indication },
  { topics: ['technique'], value: '121064', meaning: template.headings.technique },
  { topics: ['findings', 'comment'], value: '121070', meaning: template.headings.results },
  { topics: ['recommendation'], value: '121074', meaning: template.headings.proposed },
  { topics: ['conclusion'], value: '121076', meaning: template.headings.conclusion },
]

/** Report series stand after the images in any list. */
const seriesNumbers = { FIRST: 9001, SECOND: 9003, ARBITRATION: 9005, PLAIN: 9001 } as const

export async function makeReportObjects(signed: SignedReading, content: ReportContent, identifiers: Identifiers, setting: ReportSetting & SrSetting, fonts: ReportFonts): Promise<ReportObjects> {
  const common = commonContent(signed, content)
  const pdf = await renderPdf(content, fonts, common.completedAt)
  return {
    pdf,
    encapsulatedPdf: buildEncapsulatedPdf({ ...common, pdf, sopInstanceUID: identifiers.pdfSopInstanceUID, seriesInstanceUID: identifiers.pdfSeriesInstanceUID, seriesNumber: seriesNumbers[signed.kind] }),
    sr: structuredReport(signed, content, setting.structuredReport, {
      ...common, sopInstanceUID: identifiers.srSopInstanceUID, seriesInstanceUID: identifiers.srSeriesInstanceUID, seriesNumber: seriesNumbers[signed.kind] + 1,
      predecessors: setting.predecessors, observer: { code: signed.reader.code, name: signerName(signed), organisation: content.structure.name },
    }),
  }
}

/** For an archive that takes clinical documents. */
export function archivedDocument(signed: SignedReading, content: ReportContent, { bytes, level }: ClinicalDocument, identity: { readonly documentUid: string; readonly sopInstanceUID: string; readonly seriesInstanceUID: string }): Uint8Array {
  return buildEncapsulatedCda({ ...commonContent(signed, content), ...identity, cda: bytes, carriesPdf: level === 1, seriesNumber: seriesNumbers[signed.kind] + 6 })
}

function commonContent(signed: SignedReading, content: ReportContent) {
  return {
    study: signed.study, completedAt: new Date(signed.signedAt),
    title: [content.title, content.subtitle.toLocaleLowerCase('fr')].filter((part) => part !== '').join(' - '),
    evidence: signed.study.images.map(({ seriesInstanceUID, sopInstanceUID, sopClassUID }) => ({ seriesInstanceUID, sopInstanceUID, sopClassUID })),
  }
}

/** An opinion of the programme is coded; an ordinary report has words alone. */
function structuredReport(signed: SignedReading, content: ReportContent, as: Settings['structuredReport'], common: Omit<SrContent, 'sections'>): Uint8Array {
  const sections = srSections(content)
  if (signed.kind === 'PLAIN') return buildBasicTextSr({ ...common, sections })
  if (as === 'TID_4200') return buildBreastImagingSr(breastImagingReport(signed, content, common))
  return buildMeasurementSr({ ...common, sections, procedure: screeningMammography, findings: measuredFindings(signed), evaluations: codedEvaluations(signed.avis) })
}

function srSections(content: ReportContent): SrContent['sections'] {
  return sections.map(({ topics, value, meaning }) => ({ heading: { value, scheme: 'DCM', meaning }, text: topicText(content, topics) }))
}
