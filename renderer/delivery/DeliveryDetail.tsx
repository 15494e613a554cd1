/** One delivery: where it stands, what to do about it, what it waits for, and how each attempt went. */
import { RotateCw, UserCheck } from 'lucide-react'
import { useState } from 'react'
import type { DeliveryAttempt, DeliveryCommitment, DeliveryRow, OutboxId } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, Notice, ScrollRegion, Status, useToast, Waiting, type Tone } from '../ui/index.ts'
import { adviceFor } from './advice.ts'
import { SayHow } from './SayHow.tsx'
import { mayHandle, mayRetry, toneOfState } from './sections.ts'

const toneOfOutcome: Record<NonNullable<DeliveryAttempt['outcome']>, Tone> = { CONFIRMED: 'ok', ACCEPTED: 'ok', TRANSIENT: 'warn', PERMANENT: 'alert', UNKNOWN: 'warn', INTERRUPTED: 'neutral' }

export function DeliveryDetail({ id, onShow }: { id: OutboxId; onShow: (id: OutboxId) => void }) {
  const t = useText('delivery')
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const detail = useOperation('delivery.detail', { outboxId: id }, { keepPrevious: true })
  if (detail.isPending) return <Waiting block>{common('loading')}</Waiting>
  if (detail.error !== null) return <Notice tone="alert" title={t('failed')} action={<Button onClick={() => { void detail.refetch() }}>{common('retry')}</Button>}>{problem(detail.error)}</Notice>
  const { row, sha256, attempts, commitments } = detail.data
  return (
    <ScrollRegion className="dp-detail" label={t('page.detail')}>
      <h2>{t(`kinds.${row.kind}`)} <span className="ui-muted">{t(`destinations.${row.destination}`)}</span></h2>
      <p><Status tone={toneOfState[row.state]}>{t(row.handled === null ? `states.${row.state}` : 'page.handled')}</Status></p>
      {row.exam === null ? null : <p className="dp-exam">{formatPatientName(row.exam.patientName)}<span className="ui-muted"> {format.day(row.exam.studyDate)} {row.exam.accessionNumber}</span></p>}
      <Standing row={row} onShow={onShow} />
      <Acts row={row} />
      <dl className="ui-facts">
        <dt>{t('page.columns.created')}</dt><dd>{format.instant(row.createdAt)}</dd>
        {row.acknowledgedAt === null ? null : <><dt>{t('page.columns.acknowledged')}</dt><dd>{format.instant(row.acknowledgedAt)}</dd></>}
        {row.proof === null ? null : <><dt>{t('page.proof')}</dt><dd>{t(`page.proofs.${row.proof}`)}</dd></>}
        <dt>{t('page.identifier')}</dt><dd className="dp-id ui-selectable">{row.dedupeKey}</dd>
        {row.reportId === null ? null : <><dt>{t('page.report')}</dt><dd className="dp-id ui-selectable">{row.reportId}</dd></>}
        <dt>SHA-256</dt><dd className="dp-id ui-selectable">{sha256}</dd>
      </dl>
      <Timeline attempts={attempts} commitments={commitments} />
    </ScrollRegion>
  )
}

function Standing({ row, onShow }: { row: DeliveryRow; onShow: (id: OutboxId) => void }) {
  const t = useText('delivery')
  const say = useBilingual()
  const format = useFormat()
  const advice = adviceFor(row)
  const { waitsFor } = row
  return (
    <div className="ui-stack">
      {row.handled === null ? null : <Notice tone="neutral" title={t('page.handledAt', { at: format.instant(row.handled.at) })}>{row.handled.reason}</Notice>}
      {waitsFor === null ? null : <Notice tone={waitsFor.state === 'dead' ? 'alert' : 'neutral'} action={<Button onClick={() => { onShow(waitsFor.id) }}>{t('page.showFirst')}</Button>}>{t(waitsFor.sameReport ? 'page.waitsForDocument' : 'page.waitsForEarlier', { kind: t(`kinds.${waitsFor.kind}`), state: t(`states.${waitsFor.state}`) })}</Notice>}
      {row.held ? <Notice tone="neutral">{t('page.heldText')}</Notice> : null}
      {row.lastProblem === null ? null : <Notice tone={row.state === 'dead' ? 'alert' : 'warn'} title={say(row.lastProblem)}>{advice === null ? null : t(`advice.${advice}`)}</Notice>}
    </div>
  )
}

function Acts({ row }: { row: DeliveryRow }) {
  const t = useText('delivery')
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const retry = useAct('delivery.retry')
  const handle = useAct('delivery.handle')
  const [asking, ask] = useState(false)
  const settled = () => { refresh('delivery.page', 'delivery.detail', 'delivery.list', 'delivery.alarms', 'health.get') }
  const onError = (error: unknown) => { toast({ tone: 'alert', title: problem(error) }) }
  const keys = { retry: useShortcut('deliveries.retry'), handle: useShortcut('deliveries.handle') }
  const again = () => { retry.mutate({ outboxId: row.id }, { onSuccess: () => { toast({ tone: 'ok', title: t('retried') }) }, onError, onSettled: settled }) }
  useCommand('deliveries.retry', again, { enabled: mayRetry(row) && !retry.isPending })
  useCommand('deliveries.handle', () => { ask(true) }, { enabled: mayHandle(row) })
  if (!mayRetry(row) && !mayHandle(row)) return null
  return (
    <div className="dp-acts">
      {mayRetry(row) ? <Button variant="primary" icon={<RotateCw size={14} aria-hidden />} disabled={retry.isPending} {...(keys.retry === undefined ? {} : { shortcut: keys.retry })} onClick={again}>{t('retry')}</Button> : null}
      {mayHandle(row) ? <Button icon={<UserCheck size={14} aria-hidden />} {...(keys.handle === undefined ? {} : { shortcut: keys.handle })} onClick={() => { ask(true) }}>{t('page.handle')}</Button> : null}
      <SayHow open={asking} title={t('page.handle')} text={t('page.handleText')} label={t('page.handleReason')} confirm={t('page.handleConfirm')} busy={handle.isPending} onCancel={() => { ask(false) }}
        onSay={(reason) => { handle.mutate({ outboxId: row.id, reason }, { onSuccess: () => { ask(false) }, onError, onSettled: settled }) }} />
    </div>
  )
}

function Timeline({ attempts, commitments }: { attempts: readonly DeliveryAttempt[]; commitments: readonly DeliveryCommitment[] }) {
  const t = useText('delivery')
  const format = useFormat()
  const say = useBilingual()
  return (
    <>
      <h3>{t('page.attempts')}</h3>
      {attempts.length === 0 ? <p className="ui-muted">{t('page.noAttempt')}</p> : (
        <ol className="dp-timeline">
          {attempts.map((one) => (
            <li key={one.number}>
              <span className="dp-number">{format.instant(one.beganAt)}</span>
              <Status tone={one.outcome === null ? 'accent' : toneOfOutcome[one.outcome]}>{t(`page.outcomes.${one.outcome ?? 'RUNNING'}`)}</Status>
              {one.problem === null ? null : <span className="ui-muted">{say(one.problem)}</span>}
            </li>
          ))}
        </ol>
      )}
      {commitments.length === 0 ? null : (
        <>
          <h3>{t('page.commitments')}</h3>
          <ol className="dp-timeline">{commitments.map((one) => <li key={one.askedAt}><span className="dp-number">{format.instant(one.askedAt)}</span><span>{t(`page.commitment.${one.outcome ?? 'WAITING'}`, { reason: one.reason ?? '' })}</span></li>)}</ol>
        </>
      )}
    </>
  )
}
