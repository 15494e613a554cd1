/** The three PDFs of an exam, each by its button. */
import { Download, Printer } from 'lucide-react'
import type { ReadingId, ReportId, StudyInstanceUID } from '../../main/contract/index.ts'
import { PdfButton } from './PdfButton.tsx'
import { saveBddSheet, savePdf, saveSheet } from './save-pdf.ts'

export function SavePdfButton({ reportId, signedAt, large = false }: { reportId: ReportId; signedAt: string; large?: boolean }) {
  return <PdfButton label="savePdf" failed="pdfFailed" icon={Download} large={large} save={(ports) => savePdf(ports, reportId, signedAt)} />
}

/** The national sheet of a signed reading, two pages. */
export function PrintSheetButton({ readingId, signedAt }: { readingId: ReadingId; signedAt: string }) {
  return <PdfButton label="printSheet" failed="sheetFailed" icon={Printer} large save={(ports) => saveSheet(ports, readingId, signedAt)} />
}

/** The sheet of a deferred workup, filled with what the structure entered, else to be filled. */
export function PrintBddButton({ studyInstanceUID }: { studyInstanceUID: StudyInstanceUID }) {
  return <PdfButton label="printBdd" failed="sheetFailed" icon={Printer} save={(ports) => saveBddSheet(ports, studyInstanceUID)} />
}
