/** The deliveries of one report: what, to whom, in which state since when, and the problem in words with what to do. */
import { RotateCw } from 'lucide-react'
import type { OutboxRow } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, Status, useToast } from '../ui/index.ts'
import { deliverySigns, isAcknowledged, isRetriable } from './delivery-state.ts'

export function DeliveryList({ deliveries }: { deliveries: readonly OutboxRow[] }) {
  return <ul className="report-deliveries">{deliveries.map((row) => <Delivery key={row.id} row={row} />)}</ul>
}

function Delivery({ row }: { row: OutboxRow }) {
  const t = useText('delivery')
  const format = useFormat()
  const inLanguage = useBilingual()
  const toast = useToast()
  const sentence = useProblemText()
  const refresh = useRefresh()
  const retry = useAct('delivery.retry')
  const sign = deliverySigns[row.state]
  const explained = row.state === 'queued' || row.state === 'leased' || row.state === 'sent_unknown' || row.state === 'retry_wait' || row.state === 'dead' ? t(`explain.${row.state}`) : null
  const when = isAcknowledged(row) && row.acknowledgedAt !== null ? format.time(row.acknowledgedAt) : row.state === 'retry_wait' && row.nextAttemptAt !== null ? t('next', { time: format.time(row.nextAttemptAt) }) : ''

  return (
    <li className="report-delivery" data-state={row.state}>
      <span className="report-delivery-what"><strong>{t(`kinds.${row.kind}`)}</strong> <span>{t(`destinations.${row.destination}`)}</span></span>
      <span className="report-delivery-state"><Status tone={sign.tone} icon={sign.icon}>{t(`states.${row.state}`)}</Status><span className="ui-muted">{when}</span></span>
      {row.lastProblem === null || isAcknowledged(row) ? null : <p className="report-delivery-problem">{inLanguage(row.lastProblem)}</p>}
      {explained === null || isAcknowledged(row) || (row.state === 'queued' && row.lastProblem !== null) ? null : <p className="report-delivery-explain">{explained}</p>}
      {isRetriable(row) ? (
        <Button icon={<RotateCw size={14} aria-hidden />} disabled={retry.isPending}
          onClick={() => {
            retry.mutate({ outboxId: row.id }, {
              onSuccess: () => { refresh('reports.ofStudy', 'delivery.list'); toast({ tone: 'ok', title: t('retried') }) },
              onError: (error) => { toast({ tone: 'alert', title: sentence(error) }) },
            })
          }}>{t('retry')}</Button>
      ) : null}
    </li>
  )
}
