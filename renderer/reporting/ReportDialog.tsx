/** The report as it was signed, full size, with its PDF to keep. */
import type { Reading, WorklistRow } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { formatPatientName } from '../i18n/index.ts'
import { Dialog } from '../ui/index.ts'
import './reporting.css'
import { ReportSheet } from './ReportSheet.tsx'
import { SavePdfButton } from './pdf-buttons.tsx'

export function ReportDialog({ open, reading, study, onClose }: { open: boolean; reading: Reading; study: WorklistRow; onClose: () => void }) {
  const t = useText('reporting')
  return (
    <Dialog open={open} onClose={onClose} size="page" title={t('of', { patient: formatPatientName(study.patientName) })}
      footer={reading.reportId === null || reading.signedAt === null ? undefined : <SavePdfButton large reportId={reading.reportId} signedAt={reading.signedAt} />}>
      <ReportSheet reading={reading} study={study} />
    </Dialog>
  )
}
