/** The readers with their load, whom the chosen exams are shared among, and by when they are to be read. */
import { useState } from 'react'
import type { ExamRow, Output } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { formatPatientName, useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Button, Checkbox, DayField, Dialog, Notice, TextField, useToast } from '../ui/index.ts'
import { useAssigning, type Assigned } from './use-assigning.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

export function AssignPanel({ assignments: { readers: all, rows }, picked, onDone }: { assignments: Output<'programme.assignments'>; picked: readonly ExamRow[]; onDone: () => void }) {
  const words = useDeskWords()
  const problem = useProblemText()
  const format = useFormat()
  const say = useBilingual()
  const toast = useToast()
  const { busy, share, takeBack } = useAssigning()
  const readers = all.filter(({ roles }) => roles.includes('L2'))
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [day, setDay] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<{ left: Assigned['left']; title: string } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asking, setAsking] = useState(false)
  const load = new Map(readers.map(({ accountId }) => [accountId as string, rows.filter(({ reader }) => reader === accountId).length]))
  const chosen = readers.filter(({ accountId }) => !without.has(accountId))
  const ready = picked.length > 0 && chosen.length > 0 && !busy
  const keys = { share: useShortcut('desk.assign'), back: useShortcut('desk.unassign') }
  const run = async (work: () => Promise<Assigned>, done: (n: number) => string, left: string) => {
    setError(null)
    try {
      const found = await work()
      setOutcome(found.left.length === 0 ? null : { left: found.left, title: filled(left, { n: found.left.length }) })
      if (found.done > 0) toast({ tone: 'ok', title: done(found.done) })
      onDone()
    } catch (failure) {
      setError(failure)
    }
  }
  const shareOut = () => { if (ready) void run(() => share(picked, chosen, load, day === '' ? null : day), (n) => (n === 1 ? words.assign.doneOne : filled(words.assign.done, { n })), words.assign.left) }
  useCommand('desk.assign', shareOut, { enabled: ready })
  useCommand('desk.unassign', () => { setAsking(true) }, { enabled: picked.length > 0 })
  return (
    <>
      <h2 className="dk-name">{words.assign.readers}</h2>
      {readers.length === 0 ? <p className="ui-muted">{words.assign.noReaders}</p> : (
        <div className="dk-films">
          {readers.map(({ accountId, displayName, here }) => {
            const count = load.get(accountId) ?? 0
            const said = [count === 1 ? words.assign.loadOne : filled(words.assign.load, { n: count }), ...(here ? [] : [words.assign.elsewhere])].join(', ')
            return <Checkbox key={accountId} label={displayName} hint={said} checked={!without.has(accountId)} onChange={(on) => { setWithout(new Set([...without].filter((one) => one !== accountId).concat(on ? [] : [accountId]))) }} />
          })}
        </div>
      )}
      <DayField label={words.assign.by} value={day} onChange={setDay} />
      <div className="dk-acts">
        <Button variant="primary" disabled={!ready} onClick={shareOut} {...(keys.share === undefined ? {} : { shortcut: keys.share })}>{words.assign.share}</Button>
        <Button disabled={picked.length === 0 || busy} onClick={() => { setAsking(true) }} {...(keys.back === undefined ? {} : { shortcut: keys.back })}>{words.assign.takeBack}</Button>
      </div>
      {picked.length > 0 && chosen.length === 0 ? <p className="ui-muted">{words.assign.noReader}</p> : null}
      {error === null ? null : <Notice tone="alert">{problem(error)}</Notice>}
      {outcome === null ? null : <Notice tone="warn" title={outcome.title}>{outcome.left.map(({ exam, fr, en }) => <p key={exam?.studyInstanceUID ?? fr}>{format.labelled(formatPatientName(exam?.patientName ?? '') || words.unnamed, say({ fr, en }))}</p>)}</Notice>}
      {asking ? <TakeBackDialog count={picked.length} onClose={() => { setAsking(false) }} onConfirm={(reason) => { setAsking(false); void run(() => takeBack(picked, reason), (n) => filled(words.assign.back, { n }), words.assign.leftBack) }} /> : null}
    </>
  )
}

function TakeBackDialog({ count, onClose, onConfirm }: { count: number; onClose: () => void; onConfirm: (reason: string) => void }) {
  const words = useDeskWords()
  const common = useText('common')
  const [reason, setReason] = useState('')
  const submit = () => { if (reason.trim() !== '') onConfirm(reason) }
  return (
    <Dialog open onClose={onClose} title={words.assign.takeBack} description={`${count === 1 ? words.assign.chosenOne : filled(words.assign.chosen, { n: count })}. ${words.assign.takeBackText}`}
      footer={<><Button onClick={onClose}>{common('cancel')}</Button><Button variant="primary" disabled={reason.trim() === ''} onClick={submit}>{words.assign.takeBack}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); submit() }}><TextField label={words.reasonNeeded} value={reason} onChange={setReason} maxLength={500} autoFocus /></form>
    </Dialog>
  )
}
