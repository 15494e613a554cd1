/** What is written of a correction is not saved: why, and that it stays on screen. */
import { useProblemText } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import type { DraftState } from '../draft-autosave.ts'
import type { CorrectionWriting } from './correction-writing.ts'

export function UnsavedCorrection({ writing, state }: { writing: CorrectionWriting; state: DraftState }) {
  const t = useText('screening')
  const sentence = useProblemText()
  if (state.kind !== 'failed') return null
  return (
    <div className="reading-trouble">
      <Notice tone="alert" title={t('save.failed')}>
        <p>{sentence(state.error)}</p>
        <p>{state.retryMs === null ? t('save.failedFinal') : t('save.failedRetry')}</p>
        {state.retryMs === null ? null : <div className="reading-trouble-acts"><Button onClick={() => { void writing.flush() }}>{t('save.retryNow')}</Button></div>}
      </Notice>
    </div>
  )
}
