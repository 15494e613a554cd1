/** Of the chosen exam: who asks to correct a signed reading, why, and the coordinator's answer, confirmed once. Keys answer the
 *  oldest request. */
import { useState } from 'react'
import type { AskedCorrection, ExamRow } from '../../main/contract/index.ts'
import { useApi, useProblemText, useRefresh } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useFormat } from '../i18n/index.ts'
import { Button, ConfirmDialog, Notice, useToast } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'
import { useCorrectionRequests } from './use-correction-requests.ts'

type Answer = 'agree' | 'refuse'

export function CorrectionSection({ exam }: { exam: Pick<ExamRow, 'studyInstanceUID' | 'patientName'> }) {
  const { correction: words, unnamed } = useDeskWords()
  const { rows } = useCorrectionRequests(exam.studyInstanceUID)
  if (rows.length === 0) return null
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      {rows.map((row, index) => <Request key={row.id} row={row} patient={formatPatientName(exam.patientName) || unnamed} byKey={index === 0} />)}
    </section>
  )
}

function Request({ row, patient, byKey }: { row: AskedCorrection; patient: string; byKey: boolean }) {
  const { correction: words } = useDeskWords()
  const format = useFormat()
  const toast = useToast()
  const problem = useProblemText()
  const refresh = useRefresh()
  const { call } = useApi()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [act, setAct] = useState<Answer>('agree')
  const [asking, setAsking] = useState(false)
  const keys = { agree: useShortcut('desk.agreeCorrection'), refuse: useShortcut('desk.refuseCorrection') }
  const ask = (answer: Answer) => {
    setAct(answer)
    setAsking(true)
  }
  const button = (answer: Answer) => <Button disabled={busy} onClick={() => { ask(answer) }} {...(byKey && keys[answer] !== undefined ? { shortcut: keys[answer] } : {})}>{words.acts[answer]}</Button>
  const run = () => {
    setAsking(false)
    setBusy(true)
    setError(null)
    call('reading.answerCorrection', { id: row.id, agreed: act === 'agree' })
      .then(() => { toast({ tone: 'ok', title: words.done[act] }) }, setError)
      // Answered elsewhere meanwhile: what waits is asked for again.
      .finally(() => { setBusy(false); refresh('reading.corrections') })
  }
  return (
    <div className="dk-request">
      {byKey ? <AnswerKeys onAnswer={ask} /> : null}
      <p><strong>{words.kinds[row.kind]}</strong> <span className="dk-number">{row.readerCode}</span> <span className="dk-number">{format.instant(row.askedAt)}</span></p>
      <p className="ui-selectable dk-reason"><span className="ui-muted">{words.reason}</span> {row.reason}</p>
      <div className="dk-acts">{button('agree')}{button('refuse')}</div>
      {error === null ? null : <Notice tone="alert" title={words.notAnswered}>{problem(error)}</Notice>}
      <ConfirmDialog open={asking} enterConfirms title={filled(act === 'agree' ? words.agreeTitle : words.refuseTitle, { patient })} confirmLabel={words.acts[act]} onConfirm={run} onCancel={() => { setAsking(false) }}>
        <p>{filled(act === 'agree' ? words.agreeText : words.refuseText, { reader: row.readerCode })}</p>
        {act === 'agree' && row.kind === 'FIRST' ? <p>{words.agreeFirst}</p> : null}
        <p className="dk-reason"><span className="ui-muted">{words.reason}</span> {row.reason}</p>
      </ConfirmDialog>
    </div>
  )
}

/** Bound once: of two requests on one exam the later binding would hide the first. */
function AnswerKeys({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  useCommand('desk.agreeCorrection', () => { onAnswer('agree') })
  useCommand('desk.refuseCorrection', () => { onAnswer('refuse') })
  return null
}
