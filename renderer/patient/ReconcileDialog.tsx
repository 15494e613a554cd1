/** «À quel patient appartiennent ces images ?»: what the medium says against the patients here, with what differs; a reader gives
 *  one, keeps what the images say, or refuses them. Every decision is named, written down, and can be taken back. */
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { IdentityCandidate, Input, Output, WorklistRow } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText, useRefresh } from '../api/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, ConfirmDialog, Dialog, Notice, TextField, useToast, Waiting } from '../ui/index.ts'
import { Candidates } from './Candidates.tsx'
import './patient.css'
import { patientStrings } from './strings.ts'

type Decision = Input<'identity.decide'>['decision']

export function ReconcileDialog({ study, onClose }: { study: WorklistRow | null; onClose: () => void }) {
  return study === null ? null : <Question key={study.studyInstanceUID} study={study} onClose={onClose} />
}

function Question({ study, onClose }: { study: WorklistRow; onClose: () => void }) {
  const words = patientStrings[useLanguage()]
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<IdentityCandidate | null>(null)
  const [refusing, setRefusing] = useState(false)
  const question = useOperation('identity.question', { studyInstanceUID: study.studyInstanceUID, text }, { keepPrevious: true })
  const act = useAct('identity.decide')
  const decide = (decision: Decision, candidate: IdentityCandidate | null = null) => {
    const seen = candidate === null ? null : { studyInstanceUID: candidate.studyInstanceUID, patientName: candidate.patientName, patientID: candidate.patientID, patientBirthDate: candidate.patientBirthDate }
    act.mutate({ studyInstanceUID: study.studyInstanceUID, decision, candidate: seen }, {
      onSuccess: () => {
        refresh('worklist.query', 'worklist.facets', 'identity.waiting', 'identity.question', 'study.open')
        toast({ tone: 'ok', title: words.decided[decision] })
        onClose()
      },
      onError: () => { void question.refetch() },
    })
  }
  const data = question.data
  const mine = formatPatientName(data?.medium.patientName ?? study.patientName) || words.unnamed
  return (
    <>
      <Dialog open onClose={onClose} title={words.question} description={words.questionText} size="page" footer={data === undefined || !data.isMedium ? <Button size="large" onClick={onClose}>{common('close')}</Button> : <Acts data={data} chosen={chosen} busy={act.isPending} onDecide={decide} onRefuse={() => { setRefusing(true) }} />}>
        <div className="pt-question">
          {act.error === null ? null : <Notice tone="alert">{problem(act.error)}</Notice>}
          {question.error === null ? null : <Notice tone="alert">{problem(question.error)}</Notice>}
          {data === undefined ? <Waiting block>{words.looking}</Waiting> : <Body data={data} chosen={chosen} onChoose={setChosen} />}
          <TextField label={words.searchOther} value={text} onChange={setText} placeholder={words.searchPlaceholder} />
        </div>
      </Dialog>
      <ConfirmDialog open={refusing} title={words.refuse} confirmLabel={words.refuse} danger busy={act.isPending} onConfirm={() => { setRefusing(false); decide('REFUSE') }} onCancel={() => { setRefusing(false) }}>
        <p>{words.refuseText(mine)}</p>
      </ConfirmDialog>
    </>
  )
}

function Body({ data, chosen, onChoose }: { data: Output<'identity.question'>; chosen: IdentityCandidate | null; onChoose: (candidate: IdentityCandidate) => void }) {
  const words = patientStrings[useLanguage()]
  const format = useFormat()
  const { decision } = data
  return (
    <>
      {data.isMedium ? null : <Notice tone="warn">{words.notMedium}</Notice>}
      {decision === null ? null : <Notice tone="neutral" title={decision.decision === 'ASSIGNED' ? words.reconciled : words.keptAsIs}>{words.decidedBy(decision.by, format.instant(decision.at))}</Notice>}
      <Candidates exam={[format.day(data.study.studyDate), data.study.modalities.join(' + '), data.study.description].filter((part) => part !== '').join(' · ')} medium={data.medium} candidates={data.candidates} chosen={chosen} onChoose={onChoose} />
      {data.candidates.length > 0 ? null : <p className="pt-none"><TriangleAlert size={14} aria-hidden />{words.noCandidate}</p>}
    </>
  )
}

function Acts({ data, chosen, busy, onDecide, onRefuse }: { data: Output<'identity.question'>; chosen: IdentityCandidate | null; busy: boolean; onDecide: (decision: Decision, candidate?: IdentityCandidate | null) => void; onRefuse: () => void }) {
  const words = patientStrings[useLanguage()]
  const name = chosen === null ? '' : formatPatientName(chosen.patientName) || words.unnamed
  return (
    <>
      <Button size="large" variant="danger" disabled={busy} onClick={onRefuse}>{words.refuse}</Button>
      {data.decision === null ? <Button size="large" disabled={busy} onClick={() => { onDecide('KEEP') }}>{words.keep}</Button> : <Button size="large" disabled={busy} onClick={() => { onDecide('WITHDRAW') }}>{words.withdraw}</Button>}
      <Button size="large" variant="primary" disabled={busy || chosen === null} onClick={() => { onDecide('ASSIGN', chosen) }}>{chosen === null ? words.assignNone : words.assign(name)}</Button>
    </>
  )
}
