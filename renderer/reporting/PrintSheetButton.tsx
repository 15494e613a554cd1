/** « Imprimer la fiche » : the national sheet of a signed reading, as a PDF of two pages. */
import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { ReadingId } from '../../main/contract/index.ts'
import { useApi, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, useToast } from '../ui/index.ts'
import { saveSheet } from './save-pdf.ts'

export function PrintSheetButton({ readingId, signedAt }: { readingId: ReadingId; signedAt: string }) {
  const t = useText('reporting')
  const { bytes } = useApi()
  const toast = useToast()
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  return (
    <Button size="large" icon={<Printer size={14} aria-hidden />} disabled={busy}
      onClick={() => {
        setBusy(true)
        saveSheet({ bytes }, readingId, signedAt)
          .catch((error: unknown) => { toast({ tone: 'alert', title: t('sheetFailed'), description: sentence(error) }) })
          .finally(() => { setBusy(false) })
      }}>{t('printSheet')}</Button>
  )
}
