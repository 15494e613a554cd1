/** Fetches the signed PDF and hands it to the window's downloads. The name tells report and day, never a patient. */
import { bddPdfPath, type ReadingId, type ReportId, reportPdfPath, sheetPdfPath, type StudyInstanceUID } from '../../main/contract/index.ts'

export interface SavePdfPorts {
  bytes(path: string, options?: { signal?: AbortSignal }): Promise<Response>
}

export function pdfFileName(reportId: ReportId, signedAt: string): string {
  return `compte-rendu-${signedAt.slice(0, 10)}-${reportId.slice(0, 8)}.pdf`
}

export function savePdf(ports: SavePdfPorts, reportId: ReportId, signedAt: string): Promise<void> {
  return saveAs(ports, reportPdfPath(reportId), pdfFileName(reportId, signedAt))
}

/** The national sheet of a signed reading, for print. */
export function saveSheet(ports: SavePdfPorts, readingId: ReadingId, signedAt: string): Promise<void> {
  return saveAs(ports, sheetPdfPath(readingId), `fiche-${signedAt.slice(0, 10)}-${readingId.slice(0, 8)}.pdf`)
}

/** The sheet of a deferred workup. Its name tells the day of printing, never an exam. */
export function saveBddSheet(ports: SavePdfPorts, studyInstanceUID: StudyInstanceUID): Promise<void> {
  return saveAs(ports, bddPdfPath(studyInstanceUID), `fiche-bdd-${new Date().toISOString().slice(0, 10)}.pdf`)
}

async function saveAs({ bytes }: SavePdfPorts, path: string, name: string): Promise<void> {
  const response = await bytes(path)
  const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'application/pdf' }))
  try {
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
  } finally {
    // The download has taken its own hold of the bytes once the click's task has run.
    setTimeout(() => { URL.revokeObjectURL(url) }, 1_000)
  }
}
