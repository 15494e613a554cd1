/** Fetches the signed PDF and hands it to the window's downloads. The name tells report and day, never a patient. */
import { type ReportId, reportPdfPath } from '../../main/contract/index.ts'

export interface SavePdfPorts {
  bytes(path: string, options?: { signal?: AbortSignal }): Promise<Response>
}

export function pdfFileName(reportId: ReportId, signedAt: string): string {
  return `compte-rendu-${signedAt.slice(0, 10)}-${reportId.slice(0, 8)}.pdf`
}

export async function savePdf({ bytes }: SavePdfPorts, reportId: ReportId, signedAt: string): Promise<void> {
  const response = await bytes(reportPdfPath(reportId))
  const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'application/pdf' }))
  try {
    const link = document.createElement('a')
    link.href = url
    link.download = pdfFileName(reportId, signedAt)
    link.click()
  } finally {
    // The download has taken its own hold of the bytes once the click's task has run.
    setTimeout(() => { URL.revokeObjectURL(url) }, 1_000)
  }
}
