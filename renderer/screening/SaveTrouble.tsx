/** What to do when typed text is not saved: it stays on screen in every case. */
import { useState } from 'react'
import { useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import type { DraftState } from './draft-autosave.ts'
import type { ReadingSession } from './reading-session.ts'

export function SaveTrouble({ session, state }: { session: ReadingSession; state: DraftState }) {
  const t = useText('screening')
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (state.kind !== 'stale' && state.kind !== 'failed') return null

  const run = (work: () => Promise<unknown>) => () => {
    setBusy(true)
    setError(null)
    work().catch(setError).finally(() => { setBusy(false) })
  }
  return (
    <div className="reading-trouble">
      {state.kind === 'stale' ? (
        <Notice tone="warn" title={t('save.stale')}>
          <p>{t('save.staleText')}</p>
          <div className="reading-trouble-acts">
            <Button variant="primary" disabled={busy} onClick={run(() => session.keepMine())}>{t('save.keepMine')}</Button>
            <Button disabled={busy} onClick={run(() => session.loadSaved())}>{t('save.loadSaved')}</Button>
          </div>
          {error === null ? null : <p>{sentence(error)}</p>}
        </Notice>
      ) : (
        <Notice tone="alert" title={t('save.failed')}>
          <p>{sentence(state.error)}</p>
          <p>{state.retryMs === null ? t('save.failedFinal') : t('save.failedRetry')}</p>
          {state.retryMs === null ? null : <div className="reading-trouble-acts"><Button disabled={busy} onClick={run(() => session.flush())}>{t('save.retryNow')}</Button></div>}
        </Notice>
      )}
    </div>
  )
}
