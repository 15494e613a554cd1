/** How this console stands among others: its cards, the centre it joined or the readers it admitted, and what came. */
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ExchangeStatus } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useHasRole } from '../app/session.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, Notice, useToast, Waiting } from '../ui/index.ts'
import { AdmittedReaders } from './AdmittedReaders.tsx'
import './exchange.css'
import { Fingerprint } from './Fingerprint.tsx'
import { Letters } from './Letters.tsx'
import { saveCard } from './save-card.ts'
import { TakeCard } from './TakeCard.tsx'

export function ExchangeSection() {
  const t = useText('exchange')
  const common = useText('common')
  const problem = useProblemText()
  const coordinates = useHasRole('COORDINATOR')
  const administers = useHasRole('ADMIN')
  const status = useOperation('exchange.status', {})
  if (status.error !== null) return <Notice tone="alert" action={<Button onClick={() => { void status.refetch() }}>{common('retry')}</Button>}>{problem(status.error)}</Notice>
  if (status.isPending) return <Waiting>{common('loading')}</Waiting>
  const { standing } = status.data
  return (
    <>
      <Notice tone="neutral" title={t(`standing.${standing}.title`)}>{t(`standing.${standing}.text`)}</Notice>
      {standing === 'CENTRE' ? null : <Centre status={status.data} administers={administers} />}
      {standing === 'CENTRE' ? null : <Card which="exchange.ownCard" title={t('own')} text={t('ownText')} save={t('saveOwn')} />}
      {standing === 'CENTRE' && coordinates ? <Card which="exchange.centreCard" title={t('centre')} text={t('centreText')} save={t('saveCentre')} /> : null}
      {standing === 'CENTRE' && (coordinates || administers) ? <AdmittedReaders status={status.data} coordinates={coordinates} /> : null}
      <Letters status={status.data} />
    </>
  )
}

function Card({ which, title, text, save }: { which: 'exchange.ownCard' | 'exchange.centreCard'; title: string; text: string; save: string }) {
  const t = useText('exchange')
  const problem = useProblemText()
  const toast = useToast()
  const card = useOperation(which, {})
  return (
    <section className="se-block">
      <h3>{title}</h3>
      <p className="ui-muted">{text}</p>
      {card.error === null ? null : <Notice tone="alert">{problem(card.error)}</Notice>}
      {card.data === undefined ? null : <Fingerprint value={card.data.fingerprint} />}
      <div className="ui-row">
        <Button icon={<Download size={14} aria-hidden />} disabled={card.data === undefined} onClick={() => { if (card.data !== undefined) { saveCard(card.data); toast({ tone: 'ok', title: t('saved') }) } }}>{save}</Button>
      </div>
    </section>
  )
}

function Centre({ status: { centre, standing }, administers }: { status: ExchangeStatus; administers: boolean }) {
  const t = useText('exchange')
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const leave = useAct('exchange.leaveCentre')
  const [asking, setAsking] = useState(false)
  const done = (title: string) => {
    refresh('exchange.status', 'exchange.letters', 'keys.status')
    toast({ tone: 'ok', title })
  }
  const name = centre === null || centre.name === '' ? t('unnamed') : centre.name
  return (
    <section className="se-block">
      <h3>{t('centre')}</h3>
      {centre === null ? null : (
        <>
          <dl className="ui-facts">
            <dt>{t('name')}</dt><dd>{name}</dd>
            <dt>{t('coordinators')}</dt><dd>{centre.coordinators.join(', ')}</dd>
            <dt>{t('issuedAt')}</dt><dd>{format.instant(centre.issuedAt)}</dd>
          </dl>
          <Fingerprint value={centre.fingerprint} />
        </>
      )}
      {administers ? <TakeCard label={standing === 'READER' ? t('newCard') : t('join')} act="exchange.joinCentre" onDone={() => { done(t('joined')) }} /> : <p className="ui-muted">{t('joinHint')}</p>}
      {leave.error === null ? null : <Notice tone="alert">{problem(leave.error)}</Notice>}
      {administers && standing === 'READER' ? <div className="ui-row"><Button disabled={leave.isPending} onClick={() => { setAsking(true) }}>{t('leave')}</Button></div> : null}
      <ConfirmDialog open={asking} danger title={t('leaveTitle')} confirmLabel={t('leave')} onCancel={() => { setAsking(false) }} onConfirm={() => { setAsking(false); leave.mutate({}, { onSuccess: () => { done(t('left')) } }) }}>
        <p>{t('leaveText', { name })}</p>
      </ConfirmDialog>
    </section>
  )
}
