/** « Imprimer la fiche BDD » : the sheet of a deferred workup, filled with what the structure entered, else to be filled. */
import { Printer } from 'lucide-react'
import { useState } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, useToast } from '../ui/index.ts'
import { saveBddSheet } from './save-pdf.ts'

export function PrintBddButton({ studyInstanceUID }: { studyInstanceUID: StudyInstanceUID }) {
  const t = useText('reporting')
  const { bytes } = useApi()
  const toast = useToast()
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  return (
    <Button icon={<Printer size={14} aria-hidden />} disabled={busy}
      onClick={() => {
        setBusy(true)
        saveBddSheet({ bytes }, studyInstanceUID)
          .catch((error: unknown) => { toast({ tone: 'alert', title: t('sheetFailed'), description: sentence(error) }) })
          .finally(() => { setBusy(false) })
      }}>{t('printBdd')}</Button>
  )
}
