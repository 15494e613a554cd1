/** In place of the sheet for a second reader who was asked: joins, looks, gives the exam back. Sees no sheet. */
import { Users } from 'lucide-react'
import { useState } from 'react'
import type { Consultation } from '../../../main/contract/index.ts'
import { useApi, useProblemText, useRefresh } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { formatPatientName, useFormat, useLanguage } from '../../i18n/index.ts'
import { Button, ConfirmDialog, EmptyState, Notice } from '../../ui/index.ts'
import './course.css'
import { courseStrings } from './strings.ts'

export function ConsultationPanel({ asked, onClose }: { asked: Consultation; onClose: () => void }) {
  const words = courseStrings[useLanguage()]
  const { call } = useApi()
  const refresh = useRefresh()
  const format = useFormat()
  const sentence = useProblemText()
  const enter = useShortcut('screening.confirm')
  const [joining, setJoining] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { studyInstanceUID } = asked.study
  const patient = formatPatientName(asked.study.patientName) || words.unnamed
  const run = (name: 'programme.joinConsensus' | 'programme.endConsensus', then: () => void) => {
    setJoining(false)
    setBusy(true)
    setError(null)
    call(name, { studyInstanceUID }).then(() => { refresh('programme.consultations'); then() }, setError).finally(() => { setBusy(false) })
  }
  const primary = asked.joined ? () => { run('programme.endConsensus', onClose) } : () => { setJoining(true) }
  useCommand('screening.confirm', primary, { enabled: !busy })
  const title = asked.joined ? words.joined : words.consulted
  return (
    <section className="reading-panel" data-panel="" data-phase="CONSULTATION" aria-label={title}>
      <EmptyState icon={Users} title={title}
        actions={<><Button onClick={onClose}>{words.back}</Button><Button variant="primary" disabled={busy} onClick={primary} {...(enter === undefined ? {} : { shortcut: enter })}>{asked.joined ? words.giveBack : words.join}</Button></>}>
        <p>{asked.joined ? words.joinedText : words.consultedText}</p>
        {asked.reason === '' ? null : <p>{words.reason(asked.reason)}</p>}
        <p className="ui-muted">{words.asked(format.instant(asked.askedAt))}</p>
        {error === null ? null : <Notice tone="alert" title={words.refused}>{sentence(error)}</Notice>}
      </EmptyState>
      <ConfirmDialog open={joining} title={words.joinTitle(patient)} confirmLabel={words.join} enterConfirms busy={busy} onCancel={() => { setJoining(false) }} onConfirm={() => { run('programme.joinConsensus', () => undefined) }}>
        <p>{words.joinText}</p>
      </ConfirmDialog>
    </section>
  )
}
