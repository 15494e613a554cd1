/** Removing an exam from this workstation names the patient, the exam, and what stays. */
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import type { WorklistRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { ConfirmDialog, Notice, useToast } from '../ui/index.ts'

export function EvictDialog({ study, onClose }: { study: WorklistRow | null; onClose: () => void }) {
  const t = useText('worklist')
  const format = useFormat()
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const evict = useAct('study.evict')
  const close = () => {
    evict.reset()
    onClose()
  }
  const confirm = () => {
    if (study === null) return
    evict.mutate({ studyInstanceUID: study.studyInstanceUID }, {
      onSuccess: () => {
        close()
        refresh('worklist.query', 'worklist.facets')
        toast({ tone: 'ok', title: t('evict.done') })
      },
    })
  }
  const words = study === null ? null : { patient: formatPatientName(study.patientName) || t('unnamed'), date: format.day(study.studyDate), description: study.description || t('undescribed') }
  return (
    <ConfirmDialog open={study !== null} title={t('evict.title')} confirmLabel={t('evict.confirm')} danger busy={evict.isPending} onConfirm={confirm} onCancel={close}>
      {words === null ? null : <p>{words.date === '' ? t('evict.textUndated', words) : t('evict.text', words)}</p>}
      <p className="wl-evict-kept">{t('evict.kept')}</p>
      {evict.error === null ? null : <Notice tone="alert">{problem(evict.error)}</Notice>}
    </ConfirmDialog>
  )
}
