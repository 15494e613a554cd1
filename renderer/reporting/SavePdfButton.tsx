/** Keeps a copy of the signed PDF. */
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ReportId } from '../../main/contract/index.ts'
import { useApi, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, useToast } from '../ui/index.ts'
import { savePdf } from './save-pdf.ts'

export function SavePdfButton({ reportId, signedAt, large = false }: { reportId: ReportId; signedAt: string; large?: boolean }) {
  const t = useText('reporting')
  const { bytes } = useApi()
  const toast = useToast()
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  return (
    <Button size={large ? 'large' : 'medium'} icon={<Download size={14} aria-hidden />} disabled={busy}
      onClick={() => {
        setBusy(true)
        savePdf({ bytes }, reportId, signedAt)
          .catch((error: unknown) => { toast({ tone: 'alert', title: t('pdfFailed'), description: sentence(error) }) })
          .finally(() => { setBusy(false) })
      }}>{t('savePdf')}</Button>
  )
}
