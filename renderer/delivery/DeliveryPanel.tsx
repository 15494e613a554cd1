/** The outbox, from the right: each delivery with its state, what was last said, and a way to send again. */
import { FileCode2, FileText, Images, Inbox, Mail, MapPin, Reply, RotateCw, Send, type LucideIcon } from 'lucide-react'
import type { OutboxRow } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, Dialog, EmptyState, Notice, Status, useToast, Waiting } from '../ui/index.ts'
import './delivery.css'
import { inSections, mayRetry, toneOfState } from './sections.ts'

const icons: Record<OutboxRow['kind'], LucideIcon> = { PDF: FileText, SR: FileText, CDA: FileCode2, ORU: Send, GSPS: MapPin, KOS: Images, EXCHANGE: Mail, ORDER_ANSWER: Reply }

export function DeliveryPanel({ open, onClose, onOpenPage }: { open: boolean; onClose: () => void; onOpenPage: () => void }) {
  const t = useText('delivery')
  return <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')} size="side" footer={<Button onClick={onOpenPage}>{t('page.open')}</Button>}><Deliveries /></Dialog>
}

function Deliveries() {
  const t = useText('delivery')
  const common = useText('common')
  const problem = useProblemText()
  const list = useOperation('delivery.list', {})
  if (list.isPending) return <Waiting>{common('loading')}</Waiting>
  if (list.error !== null) return <Notice tone="alert" title={t('failed')} action={<Button onClick={() => { void list.refetch() }}>{common('retry')}</Button>}>{problem(list.error)}</Notice>
  if (list.data.rows.length === 0) return <EmptyState icon={Inbox} title={t('empty')}>{t('emptyText')}</EmptyState>
  return inSections(list.data.rows).map(({ section, rows }) => (
    <section key={section} className="de-section">
      <h3>{t(`sections.${section}`)}</h3>
      <ul>{rows.map((row) => <li key={row.id}><Delivery row={row} /></li>)}</ul>
    </section>
  ))
}

function Delivery({ row }: { row: OutboxRow }) {
  const t = useText('delivery')
  const format = useFormat()
  const say = useBilingual()
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const retry = useAct('delivery.retry')
  const Icon = icons[row.kind]
  const explained = row.state === 'delivered' || row.state === 'confirmed' || row.state === 'superseded' ? null : t(`explain.${row.state}`)
  const onRetry = () => {
    retry.mutate({ outboxId: row.id }, {
      onSuccess: () => { toast({ tone: 'ok', title: t('retried') }) },
      onSettled: () => { refresh('delivery.list', 'health.get') },
    })
  }
  return (
    <article className="de-row">
      <Icon size={16} aria-hidden />
      <div className="de-text">
        <p className="de-head"><span>{t(`kinds.${row.kind}`)} <span className="ui-muted">{t(`destinations.${row.destination}`)}</span></span><Status tone={toneOfState[row.state]}>{t(`states.${row.state}`)}</Status></p>
        <p className="de-facts">
          <span>{t('created', { at: format.instant(row.createdAt) })}</span>
          {row.attempts > 1 ? <span>{t('attempts', { count: row.attempts })}</span> : null}
          {row.acknowledgedAt === null ? null : <span>{t('acknowledged', { at: format.instant(row.acknowledgedAt) })}</span>}
          {row.state === 'retry_wait' && row.nextAttemptAt !== null ? <span>{t('next', { time: format.time(row.nextAttemptAt) })}</span> : null}
        </p>
        {explained === null ? null : <p className="ui-muted">{explained}</p>}
        {row.lastProblem === null || explained === null ? null : <p className="de-problem">{say(row.lastProblem)}</p>}
        {retry.error === null ? null : <p className="de-problem" role="alert">{problem(retry.error)}</p>}
        <div className="de-foot">
          <p className="de-id" title={t('identifier')}><span className="ui-visually-hidden">{t('identifier')} </span>{row.dedupeKey}</p>
          {mayRetry(row) ? <Button icon={<RotateCw size={14} aria-hidden />} disabled={retry.isPending} onClick={onRetry}>{t('retry')}</Button> : null}
        </div>
      </div>
    </article>
  )
}
