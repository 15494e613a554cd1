/** Keeps a PDF that is made when it is asked for: a copy of a signed report, a sheet for print. Says when it failed. */
import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useApi, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, useToast } from '../ui/index.ts'
import type { SavePdfPorts } from './save-pdf.ts'

export function PdfButton({ label, failed, icon: Icon, large = false, save }: { label: 'savePdf' | 'printSheet' | 'printBdd'; failed: 'pdfFailed' | 'sheetFailed'; icon: LucideIcon; large?: boolean; save: (ports: SavePdfPorts) => Promise<void> }) {
  const t = useText('reporting')
  const { bytes } = useApi()
  const toast = useToast()
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  return (
    <Button size={large ? 'large' : 'medium'} icon={<Icon size={14} aria-hidden />} disabled={busy}
      onClick={() => {
        setBusy(true)
        save({ bytes })
          .catch((error: unknown) => { toast({ tone: 'alert', title: t(failed), description: sentence(error) }) })
          .finally(() => { setBusy(false) })
      }}>{t(label)}</Button>
  )
}
