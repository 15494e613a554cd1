/** The course of a technical recall: what was asked, when it was reminded of, how it ended; and, while it is awaited, its
 *  three acts with their keys. */
import { useState } from 'react'
import type { ExamDetail } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Button, Notice, useToast } from '../ui/index.ts'
import { FilmsDialog, RefusalDialog } from './RecallDialogs.tsx'
import { useDeskWords } from './use-desk-words.ts'

export function RecallSection({ exam }: { exam: ExamDetail }) {
  const words = useDeskWords()
  const format = useFormat()
  const { recall, views, instruction } = exam
  return (
    <section>
      <h3>{words.recall}</h3>
      <dl className="ui-facts">
        {recall === null ? null : <><dt>{words.asked}</dt><dd>{format.day(recall.askedOn)}</dd></>}
        {views.length === 0 ? null : <><dt>{words.views}</dt><dd>{views.map(({ cote, incidence, motif }) => `${cote} ${incidence} (${motif})`).join(', ')}</dd></>}
        {instruction === '' ? null : <><dt>{words.instruction}</dt><dd className="ui-selectable">{instruction}</dd></>}
        {recall?.reminderDueOn == null ? null : <><dt>{words.reminderOn}</dt><dd>{format.day(recall.reminderDueOn)}</dd></>}
        {recall === null || exam.standing !== 'RAPPEL_ATTENDU' ? null : <><dt>{words.limitOn}</dt><dd>{format.day(recall.limitOn)}</dd></>}
      </dl>
      {recall === null || recall.events.length === 0 ? null : <ul className="dk-events">{recall.events.map(({ kind, on }) => <li key={`${kind} ${on}`}>{format.labelled(format.day(on), words.events[kind])}</li>)}</ul>}
      {exam.standing === 'RAPPEL_ATTENDU' ? <RecallActs exam={exam} /> : null}
    </section>
  )
}

function RecallActs({ exam }: { exam: ExamDetail }) {
  const words = useDeskWords()
  const problem = useProblemText()
  const toast = useToast()
  const remind = useAct('structure.followRecall')
  const [asking, setAsking] = useState<'RECEIVED' | 'REFUSED' | null>(null)
  const reminder = () => {
    remind.mutate({ studyInstanceUID: exam.studyInstanceUID, kind: 'REMINDER', redone: [], reference: '' }, { onSuccess: () => { toast({ tone: 'ok', title: words.saved }) } })
  }
  const keys = { REMINDER: useShortcut('desk.reminder'), RECEIVED: useShortcut('desk.received'), REFUSED: useShortcut('desk.refused') }
  const mayRemind = exam.acts.some(({ act }) => act === 'REMINDER')
  useCommand('desk.reminder', reminder, { enabled: mayRemind })
  useCommand('desk.received', () => { setAsking('RECEIVED') })
  useCommand('desk.refused', () => { setAsking('REFUSED') })
  const key = (name: keyof typeof keys) => (keys[name] === undefined ? {} : { shortcut: keys[name] })
  return (
    <>
      <div className="dk-acts">
        <Button disabled={!mayRemind || remind.isPending} onClick={reminder} {...key('REMINDER')}>{words.addReminder}</Button>
        <Button onClick={() => { setAsking('RECEIVED') }} {...key('RECEIVED')}>{words.addReceived}</Button>
        <Button onClick={() => { setAsking('REFUSED') }} {...key('REFUSED')}>{words.addRefused}</Button>
      </div>
      {remind.error === null ? null : <Notice tone="alert">{problem(remind.error)}</Notice>}
      {asking === 'RECEIVED' ? <FilmsDialog exam={exam} onClose={() => { setAsking(null) }} /> : null}
      {asking === 'REFUSED' ? <RefusalDialog exam={exam} onClose={() => { setAsking(null) }} /> : null}
    </>
  )
}
