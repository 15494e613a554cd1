/** The readings that wait for an opinion to be opened to them. */
import { LockOpen } from 'lucide-react'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, EmptyState, Notice } from '../ui/index.ts'

export function Releases() {
  const t = useText('settings')
  const problem = useProblemText()
  const refresh = useRefresh()
  const format = useFormat()
  const waiting = useOperation('exchange.waiting', {})
  const release = useAct('exchange.release')
  return (
    <>
      <h3>{t('centreKey.waiting')}</h3>
      {release.error === null ? null : <Notice tone="alert">{problem(release.error)}</Notice>}
      {waiting.data === undefined || waiting.data.rows.length === 0 ? <EmptyState icon={LockOpen} title={t('centreKey.nothingWaits')}>{t('centreKey.nothingWaitsText')}</EmptyState> : (
        <table className="se-table">
          <caption className="ui-visually-hidden">{t('centreKey.waiting')}</caption>
          <thead><tr><th scope="col">{t('centreKey.reader')}</th><th scope="col">{t('centreKey.frozenAt')}</th><th scope="col">{t('centreKey.act')}</th></tr></thead>
          <tbody>
            {waiting.data.rows.map(({ readingId, kind, readerCode, frozenAt }) => (
              <tr key={readingId}>
                <td>{readerCode}{kind === 'ARBITRATION' ? <span className="ui-muted"> · {t('centreKey.arbiter')}</span> : null}</td>
                <td>{format.instant(frozenAt)}</td>
                <td><Button icon={<LockOpen size={14} aria-hidden />} disabled={release.isPending} onClick={() => { release.mutate({ readingId }, { onSettled: () => { refresh('exchange.waiting') } }) }}>{t('centreKey.release')}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
