/** The course of a technical recall: what was asked, when it was reminded of, and how it ended. */
import { useState } from 'react'
import type { ExamRow, Input } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Button, DayField, Notice, useToast } from '../ui/index.ts'
import { today } from './today.ts'
import { useDeskWords } from './use-desk-words.ts'

type Kind = Input<'structure.followRecall'>['kind']

export function RecallSection({ exam, recall }: { exam: ExamRow; recall: NonNullable<ExamRow['recall']> }) {
  const words = useDeskWords()
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const follow = useAct('structure.followRecall')
  const [day, setDay] = useState<string | null>(today)
  const note = (kind: Kind) => {
    if (day === null || day === '') return
    follow.mutate({ studyInstanceUID: exam.studyInstanceUID, kind, on: day }, { onSuccess: () => { toast({ tone: 'ok', title: words.saved }) } })
  }
  const missing = day === null || day === ''
  return (
    <section>
      <h3>{words.recall}</h3>
      <dl className="ui-facts">
        <dt>{words.asked}</dt><dd>{format.day(recall.askedOn)}</dd>
        <dt>{words.views}</dt><dd>{recall.views.map(({ cote, incidence, motif }) => `${cote} ${incidence} (${motif})`).join(', ')}</dd>
        {recall.instruction === '' ? null : <><dt>{words.instruction}</dt><dd className="ui-selectable">{recall.instruction}</dd></>}
        {recall.reminderDueOn === null ? null : <><dt>{words.reminderOn}</dt><dd>{format.day(recall.reminderDueOn)}</dd></>}
        <dt>{words.limitOn}</dt><dd>{format.day(recall.limitOn)}</dd>
      </dl>
      {recall.events.length === 0 ? null : <ul className="dk-events">{recall.events.map(({ kind, on }) => <li key={`${kind} ${on}`}>{`${format.day(on)} : ${words.events[kind]}`}</li>)}</ul>}
      {exam.standing === 'RAPPEL_ATTENDU' ? (
        <div className="dk-acts">
          <div className="dk-short"><DayField label={words.onDay} value={day} onChange={setDay} error={missing ? words.dayNeeded : null} /></div>
          <Button disabled={missing || follow.isPending} onClick={() => { note('REMINDER') }}>{words.addReminder}</Button>
          <Button disabled={missing || follow.isPending} onClick={() => { note('RECEIVED') }}>{words.addReceived}</Button>
          <Button disabled={missing || follow.isPending} onClick={() => { note('REFUSED') }}>{words.addRefused}</Button>
        </div>
      ) : null}
      {follow.error === null ? null : <Notice tone="alert">{problem(follow.error)}</Notice>}
    </section>
  )
}
