/** In place of the sheet when main refuses a programme reading on this display (Q5): every reason, what to do about
 *  them, and on a training console the override with its reason. The reading opens by itself once the display is fit. */
import { ClipboardCheck, GraduationCap, MonitorX } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { overrideReason, type OverrideReason } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Dialog, EmptyState, Notice, Select } from '../ui/index.ts'
import { useDisplays, type Displays } from './displays-context.ts'
import { ReasonList } from './ReasonList.tsx'

export function UnfitReading({ onRetry, onClose }: { onRetry: () => void; onClose: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const displays = useDisplays()
  const [overriding, setOverriding] = useState(false)
  const retry = useEffectEvent(onRetry)
  const { fit, override } = displays?.state ?? { fit: false, override: null }
  const standing = `${fit} ${override}`
  const first = useRef(standing)
  useEffect(() => {
    if (standing !== first.current) retry()
  }, [standing])

  const reasons = displays?.state?.screens.flatMap((screen) => screen.reasons) ?? []
  const due = displays?.state?.screens.some(({ checkDue }) => checkDue) === true
  return (
    <section className="reading-panel di-refused" data-phase="REFUSED" aria-label={t('refused.title')}>
      <EmptyState icon={MonitorX} title={t('refused.title')}
        actions={<>
          <Button onClick={onClose}>{common('back')}</Button>
          <Button onClick={() => { void displays?.refresh().then(onRetry) }}>{common('retry')}</Button>
          {displays?.state?.training === true && override === null ? <Button icon={<GraduationCap size={14} aria-hidden />} onClick={() => { setOverriding(true) }}>{t('refused.train')}</Button> : null}
          {due ? <Button variant="primary" icon={<ClipboardCheck size={14} aria-hidden />} onClick={displays?.startCheck ?? (() => undefined)}>{t('notice.check')}</Button> : null}
        </>}>
        <ReasonList reasons={reasons} />
        <p>{t('refused.text')}</p>
      </EmptyState>
      {displays === null ? null : <OverrideDialog open={overriding} displays={displays} onClose={() => { setOverriding(false) }} />}
    </section>
  )
}

function OverrideDialog({ open, displays, onClose }: { open: boolean; displays: Displays; onClose: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const problem = useProblemText()
  const [reason, setReason] = useState<OverrideReason>('TEACHING')
  const [error, setError] = useState<unknown>(null)
  const confirm = () => { displays.override(reason).then(onClose, setError) }
  return (
    <Dialog open={open} onClose={onClose} title={t('refused.trainTitle')}
      footer={<><Button size="large" onClick={onClose}>{common('cancel')}</Button><Button size="large" variant="danger" onClick={confirm}>{t('refused.confirm')}</Button></>}>
      <div className="ui-stack">
        <p>{t('refused.trainText')}</p>
        <Select label={t('refused.reason')} value={reason} options={overrideReason.options.map((value) => ({ value, label: t(`refused.reasons.${value}`) }))} onChange={setReason} />
        {error === null ? null : <Notice tone="alert">{problem(error)}</Notice>}
      </div>
    </Dialog>
  )
}
