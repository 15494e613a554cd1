/** A reason before an act: quick ones by a digit, free words, Enter. Says what the act does to the exam; what was typed
 *  stays where the act is refused. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useProblemText } from '../../api/index.ts'
import { useLanguage, useText } from '../../i18n/index.ts'
import { Button, Dialog, Kbd, Notice, TextField } from '../../ui/index.ts'
import { courseStrings } from './strings.ts'

export function ReasonDialog({ title, text, act, reasons, refused, ready = true, children, onAct, onClose }: {
  title: string
  text: string
  act: string
  reasons: readonly string[]
  /** Title of a refusal; that the act was not done where it is left out. */
  refused?: string
  ready?: boolean
  /** What is asked beside the reason. */
  children?: ReactNode
  onAct: (reason: string) => Promise<unknown>
  onClose: () => void
}) {
  const words = courseStrings[useLanguage()]
  const common = useText('common')
  const sentence = useProblemText()
  const id = useId()
  const first = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [more, setMore] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const reason = [chosen, more.trim()].filter((part) => part !== null && part !== '').join(' – ')

  const submit = () => {
    if (busy || !ready) return
    setAsked(true)
    if (reason === '') return
    setBusy(true)
    setError(null)
    onAct(reason).catch((problem: unknown) => {
      setError(problem)
      setBusy(false)
    })
  }
  const pick = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.repeat) {
      event.preventDefault()
      submit()
    }
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    const picked = digit === undefined || event.ctrlKey || event.altKey || event.metaKey ? undefined : reasons[Number(digit) - 1]
    if (picked === undefined) return
    event.preventDefault()
    setChosen(picked)
    document.getElementById(`${id}-${reasons.indexOf(picked)}`)?.focus()
  }

  return (
    <Dialog open onClose={onClose} title={title} initialFocus={first}
      footer={<>
        <Button size="large" onClick={onClose}>{common('cancel')}</Button>
        <Button size="large" variant="primary" disabled={busy || !ready} onClick={submit}>{act}</Button>
      </>}>
      <form className="course-form" onSubmit={(event) => { event.preventDefault(); submit() }}>
        <p className="ui-muted">{text}</p>
        {children}
        <fieldset className="course-reasons">
          <legend className="ui-field-label">{words.reasons}</legend>
          {reasons.map((one, index) => (
            <label key={one} className="course-reason">
              <input ref={index === 0 ? first : null} type="radio" id={`${id}-${index}`} name={id} checked={chosen === one} onChange={() => { setChosen(one) }} onKeyDown={pick} />
              <Kbd aria-hidden>{String(index + 1)}</Kbd>{one}
            </label>
          ))}
          <span className="ui-field-hint">{words.reasonHint}</span>
        </fieldset>
        <TextField label={words.other} value={more} maxLength={400} onChange={setMore} error={asked && reason === '' ? words.reasonMissing : null} />
        {error === null ? null : <Notice tone="alert" title={refused ?? words.refused}>{sentence(error)}</Notice>}
      </form>
    </Dialog>
  )
}
