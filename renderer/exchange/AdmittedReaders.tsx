/** Readers of other consoles whose card a coordinator admitted, and the way to admit or withdraw one. */
import { UserRoundX, Users } from 'lucide-react'
import { useState } from 'react'
import type { ExchangeStatus } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, EmptyState, Notice, useToast } from '../ui/index.ts'
import { TakeCard } from './TakeCard.tsx'

type Reader = ExchangeStatus['readers'][number]

export function AdmittedReaders({ status: { readers }, coordinates }: { status: ExchangeStatus; coordinates: boolean }) {
  const t = useText('exchange')
  const app = useText('app')
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const dismiss = useAct('exchange.dismissReader')
  const [leaving, setLeaving] = useState<Reader | null>(null)
  const name = leaving?.displayName ?? ''
  const onDismiss = () => {
    if (leaving === null) return
    setLeaving(null)
    dismiss.mutate({ accountId: leaving.accountId }, { onSuccess: () => { refresh('exchange.status', 'exchange.letters'); toast({ tone: 'ok', title: t('dismissed') }) } })
  }
  return (
    <section className="se-block">
      <h3>{t('readers')}</h3>
      {readers.length === 0 ? <EmptyState icon={Users} title={t('noReaders')}>{t('noReadersText')}</EmptyState> : (
        <table className="se-table ex-readers">
          <caption className="ui-visually-hidden">{t('readers')}</caption>
          <thead><tr><th scope="col">{t('name')}</th><th scope="col">{t('fingerprint')}</th><th scope="col">{t('admittedAt')}</th>{coordinates ? <th scope="col">{t('act')}</th> : null}</tr></thead>
          <tbody>
            {readers.map((reader) => (
              <tr key={reader.accountId}>
                <td>{reader.displayName}<br /><span className="ui-muted">{reader.roles.map((role) => app(`rolesShort.${role}`)).join(', ')}</span></td>
                <td><code>{reader.fingerprint}</code></td>
                <td>{format.instant(reader.admittedAt)}</td>
                {coordinates ? <td><Button icon={<UserRoundX size={14} aria-hidden />} disabled={dismiss.isPending} onClick={() => { setLeaving(reader) }}>{t('dismiss')}</Button></td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dismiss.error === null ? null : <Notice tone="alert">{problem(dismiss.error)}</Notice>}
      {coordinates ? <TakeCard label={t('admit')} act="exchange.admitReader" onDone={(card) => { refresh('exchange.status', 'exchange.letters'); toast({ tone: 'ok', title: t('admitted', { name: card.name }) }) }} /> : null}
      <ConfirmDialog open={leaving !== null} danger title={t('dismissTitle', { name })} confirmLabel={t('dismiss')} onCancel={() => { setLeaving(null) }} onConfirm={onDismiss}>
        <p>{t('dismissText', { name })}</p>
      </ConfirmDialog>
    </section>
  )
}
