/** An urgent report that is not confirmed: on every screen, under the bar, until it is confirmed or somebody says how the
 *  requester was told. It cannot be dismissed. Its title names no patient: titles are read out and listed by other programs. */
import { Phone, Send } from 'lucide-react'
import { useState } from 'react'
import type { DeliveryAlarm, ReportId } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { useNavigation } from '../app/navigation.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { Button, Notice, useToast } from '../ui/index.ts'
import { SayHow } from './SayHow.tsx'

/** Of more of them the page tells. */
const shown = 2

export function AlarmBanner() {
  const t = useText('delivery')
  const { urgentAlarms = 0 } = useOperation('health.get', {}).data ?? {}
  const alarms = useOperation('delivery.alarms', {}, { enabled: urgentAlarms > 0 })
  const urgent = urgentAlarms === 0 ? [] : (alarms.data?.alarms ?? []).filter((one) => one.urgent && one.answered === null)
  if (urgent.length === 0) return null
  return (
    <div className="de-alarms" role="region" aria-label={t('alarm.label')}>
      {urgent.slice(0, shown).map((alarm) => <Alarm key={alarm.reportId} alarm={alarm} />)}
      {urgent.length > shown ? <p className="de-alarms-more">{t('alarm.more', { count: urgent.length - shown })}</p> : null}
    </div>
  )
}

function Alarm({ alarm }: { alarm: DeliveryAlarm }) {
  const t = useText('delivery')
  const format = useFormat()
  const { go } = useNavigation()
  const [asking, ask] = useState(false)
  const time = format.time(alarm.signedAt)
  return (
    <Notice tone="alert" title={t('alarm.title', { time })} action={
      <div className="dp-acts">
        <Button icon={<Send size={14} aria-hidden />} onClick={() => { go({ name: 'deliveries' }) }}>{t('alarm.show')}</Button>
        <Button variant="primary" icon={<Phone size={14} aria-hidden />} onClick={() => { ask(true) }}>{t('alarm.told')}</Button>
      </div>
    }>
      {alarm.exam === null ? null : <p className="de-alarm-exam">{[formatPatientName(alarm.exam.patientName), format.day(alarm.exam.studyDate), alarm.exam.accessionNumber].filter((part) => part !== '').join(' · ')}</p>}
      {alarm.callBack === null || alarm.callBack === '' ? t('alarm.callRequester') : t('alarm.call', { number: alarm.callBack })}
      <Told reportId={alarm.reportId} open={asking} onDone={() => { ask(false) }} />
    </Notice>
  )
}

function Told({ reportId, open, onDone }: { reportId: ReportId; open: boolean; onDone: () => void }) {
  const t = useText('delivery')
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const answer = useAct('delivery.answerAlarm')
  return (
    <SayHow open={open} title={t('alarm.told')} text={t('alarm.toldText')} label={t('alarm.toldHow')} confirm={t('alarm.toldConfirm')} busy={answer.isPending} onCancel={onDone}
      onSay={(how) => { answer.mutate({ reportId, how }, { onSuccess: onDone, onError: (error) => { toast({ tone: 'alert', title: problem(error) }) }, onSettled: () => { refresh('delivery.alarms', 'health.get') } }) }} />
  )
}
