/** Why an exam waits, and what the coordinator may do about its course now: bring it back, answer for priors, release it from
 *  an absent reader, withdraw it, close it. Each act has its key; where a reason is due it is asked for. */
import { useState } from 'react'
import type { CoordinatorAct, ExamDetail } from '../../main/contract/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useCommand, useShortcut, type CommandId } from '../app/commands/index.ts'
import { Button, Notice, useToast } from '../ui/index.ts'
import { CourseActDialog, type DialogAct } from './CourseActDialog.tsx'
import { IdentityCompare } from './IdentityCompare.tsx'
import { useDeskWords } from './use-desk-words.ts'

export type CourseAct = Extract<CoordinatorAct, 'RESUME' | DialogAct>
const commands = { IDENTITY: 'desk.identity', RESUME: 'desk.resume', PRIORS: 'desk.priors', RELEASE: 'desk.release', WITHDRAW: 'desk.withdraw', CLOSE: 'desk.close' } as const satisfies Record<CourseAct, CommandId>
const isCourseAct = (act: CoordinatorAct): act is CourseAct => act in commands

export function CourseActs({ exam }: { exam: ExamDetail }) {
  const words = useDeskWords()
  const problem = useProblemText()
  const toast = useToast()
  const resume = useAct('programme.resume')
  const [asking, setAsking] = useState<DialogAct | null>(null)
  const acts = exam.acts.flatMap(({ act }) => (isCourseAct(act) ? [act] : []))
  const run = (act: CourseAct) => {
    if (act !== 'RESUME') { setAsking(act); return }
    resume.mutate({ studyInstanceUID: exam.studyInstanceUID }, { onSuccess: () => { toast({ tone: 'ok', title: words.saved }) } })
  }
  if (acts.length === 0 && exam.reason === '') return null
  return (
    <section>
      <h3>{words.course}</h3>
      {exam.reason === '' ? null : <p className="ui-selectable dk-reason"><span className="ui-muted">{words.reason}</span> {exam.reason}</p>}
      {exam.sheetIdentity === null ? null : <><Notice tone="warn">{words.identities.text}</Notice><IdentityCompare exam={exam} sheet={exam.sheetIdentity} /></>}
      <div className="dk-acts">{acts.map((act) => <ActButton key={act} act={act} busy={resume.isPending} onRun={() => { run(act) }} />)}</div>
      {resume.error === null ? null : <Notice tone="alert">{problem(resume.error)}</Notice>}
      {asking === null ? null : <CourseActDialog exam={exam} act={asking} onClose={() => { setAsking(null) }} />}
    </section>
  )
}

function ActButton({ act, busy, onRun }: { act: CourseAct; busy: boolean; onRun: () => void }) {
  const words = useDeskWords()
  const shortcut = useShortcut(commands[act])
  useCommand(commands[act], onRun)
  return <Button disabled={busy} onClick={onRun} {...(shortcut === undefined ? {} : { shortcut })}>{words.acts[act]}</Button>
}
