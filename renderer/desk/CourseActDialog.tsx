/** One act on the course of an exam, with its reason: says to whom it happens and what follows. */
import { useState } from 'react'
import type { CoordinatorAct, ExamDetail, Input } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { formatPatientName, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, Segments, TextField, useToast } from '../ui/index.ts'
import { IdentityCompare } from './IdentityCompare.tsx'
import { useDeskWords } from './use-desk-words.ts'

export type DialogAct = Extract<CoordinatorAct, 'IDENTITY' | 'PRIORS' | 'RELEASE' | 'WITHDRAW' | 'CLOSE'>
type Answer = Input<'programme.answerPriors'>['answer']

export function CourseActDialog({ exam, act, onClose }: { exam: ExamDetail; act: DialogAct; onClose: () => void }) {
  const { studyInstanceUID, patientName, acts, sheetIdentity } = exam
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState<Answer>('RECUES')
  const calls = { RELEASE: useAct('programme.release'), WITHDRAW: useAct('programme.cancel'), CLOSE: useAct('programme.close') }
  const priors = useAct('programme.answerPriors')
  const identity = useAct('programme.verifyIdentity')
  const call = act === 'PRIORS' ? priors : act === 'IDENTITY' ? identity : calls[act]
  const missing = act !== 'PRIORS' && reason.trim() === '' && acts.some((one) => one.act === act && one.reasonNeeded)
  const submit = () => {
    if (missing || call.isPending) return
    const done = { onSuccess: () => { toast({ tone: 'ok', title: words.saved }); onClose() } }
    if (act === 'PRIORS') priors.mutate({ studyInstanceUID, answer }, done)
    else if (act === 'IDENTITY') identity.mutate({ studyInstanceUID, reason, notedAt: sheetIdentity?.notedAt ?? '' }, done)
    else calls[act].mutate({ studyInstanceUID, reason }, done)
  }
  return (
    <Dialog open onClose={onClose} title={words.acts[act]} description={`${formatPatientName(patientName)}. ${words.actTexts[act]}`}
      footer={<><Button onClick={onClose}>{common('cancel')}</Button><Button type="submit" variant={act === 'WITHDRAW' ? 'danger' : 'primary'} disabled={missing || call.isPending} onClick={submit}>{words.acts[act]}</Button></>}>
      {act === 'IDENTITY' && sheetIdentity !== null ? <IdentityCompare exam={exam} sheet={sheetIdentity} /> : null}
      {act === 'PRIORS'
        ? <Segments<Answer> label={words.priorsAnswer} value={answer} onChange={(next) => { if (next !== null) setAnswer(next) }} options={[{ value: 'RECUES', label: words.priorsFound }, { value: 'INTROUVABLES', label: words.priorsMissing }]} />
        : <form onSubmit={(event) => { event.preventDefault(); submit() }}><TextField label={missing ? words.reasonNeeded : words.reason} value={reason} onChange={setReason} maxLength={500} autoFocus /></form>}
      {call.error === null ? null : <Notice tone="alert">{problem(call.error)}</Notice>}
    </Dialog>
  )
}
