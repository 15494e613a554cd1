/** Redone films that came back, chosen among the images that are here (those that came since the request are chosen already),
 *  and the first reader's written refusal with its reference. */
import { useState, type ReactNode } from 'react'
import type { ExamDetail } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { Button, Checkbox, Dialog, Notice, TextField, useToast } from '../ui/index.ts'
import { useDeskWords } from './use-desk-words.ts'

interface Props { exam: ExamDetail; onClose: () => void }

export function FilmsDialog({ exam, onClose }: Props) {
  const words = useDeskWords()
  const format = useFormat()
  const [redone, setRedone] = useState<ReadonlySet<string>>(new Set(exam.images.filter((image) => image.redone).map(({ sopInstanceUID }) => sopInstanceUID)))
  const set = (uid: string, on: boolean) => { setRedone(new Set([...redone].filter((one) => one !== uid).concat(on ? [uid] : []))) }
  const both = redone.size > 0 && redone.size < exam.images.length
  return (
    <RecallDialog exam={exam} onClose={onClose} title={words.addReceived} text={words.filmsText} act={words.sendBack} ready={both}
      input={{ kind: 'RECEIVED', redone: exam.images.filter(({ sopInstanceUID }) => redone.has(sopInstanceUID)).map(({ sopInstanceUID }) => sopInstanceUID), reference: '' }}>
      {exam.images.length === 0 ? <Notice tone="warn">{words.noImages}</Notice> : (
        <fieldset className="dk-films">
          <legend>{words.redone}</legend>
          {exam.images.map(({ sopInstanceUID, side, view, acquiredOn, redone: recognised }) => (
            <Checkbox key={sopInstanceUID} label={[side, view].filter((part) => part !== '').join(' ')} hint={[acquiredOn === null ? '' : format.day(acquiredOn), recognised ? words.recognised : ''].filter((part) => part !== '').join(', ')}
              checked={redone.has(sopInstanceUID)} onChange={(on) => { set(sopInstanceUID, on) }} />
          ))}
        </fieldset>
      )}
      {exam.images.length > 0 && !both ? <p className="ui-muted">{words.bothSets}</p> : null}
    </RecallDialog>
  )
}

export function RefusalDialog({ exam, onClose }: Props) {
  const words = useDeskWords()
  const [reference, setReference] = useState('')
  return (
    <RecallDialog exam={exam} onClose={onClose} title={words.addRefused} text={words.refusalText} act={words.acts.CLOSE} ready={reference.trim() !== ''} input={{ kind: 'REFUSED', redone: [], reference }}>
      <TextField label={words.reference} value={reference} onChange={setReference} maxLength={500} autoFocus />
    </RecallDialog>
  )
}

function RecallDialog({ exam, onClose, title, text, act, ready, input, children }: Props & {
  title: string; text: string; act: string; ready: boolean; input: { kind: 'RECEIVED' | 'REFUSED'; redone: ExamDetail['images'][number]['sopInstanceUID'][]; reference: string }; children: ReactNode
}) {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const toast = useToast()
  const follow = useAct('structure.followRecall')
  const submit = () => {
    if (!ready || follow.isPending) return
    follow.mutate({ studyInstanceUID: exam.studyInstanceUID, ...input }, { onSuccess: () => { toast({ tone: 'ok', title: words.saved }); onClose() } })
  }
  return (
    <Dialog open onClose={onClose} title={title} description={`${formatPatientName(exam.patientName)}. ${text}`}
      footer={<><Button onClick={onClose}>{common('cancel')}</Button><Button variant="primary" disabled={!ready || follow.isPending} onClick={submit}>{act}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); submit() }}>{children}</form>
      {follow.error === null ? null : <Notice tone="alert">{problem(follow.error)}</Notice>}
    </Dialog>
  )
}
