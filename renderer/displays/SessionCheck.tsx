/** The check of the day (Q2): the pattern, five questions one at a time, keyboard only, under a minute. The answers are
 *  kept and audited by main; a "no" makes the display unfit and says what to do. It can be put off: programme readings
 *  are then refused until it is done. */
import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { checkQuestion, type CheckQuestion, type Display, type DisplayState } from '../../main/contract/index.ts'
import { questionWords } from '../../main/domain/display-quality/index.ts'
import { useAct, useProblemText } from '../api/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import { FullScreen } from './FullScreen.tsx'
import { PatternCanvas } from './PatternCanvas.tsx'
import type { Pattern } from './patterns/index.ts'

const questions = checkQuestion.options
const pattern: Pattern = { name: 'TG18_QC', step: null }

export function SessionCheck({ display, onChecked, onClose }: { display: Display; onChecked: (state: DisplayState) => void; onClose: () => void }) {
  const t = useText('displays')
  /** -1 before the first question; one answer each. */
  const [place, setPlace] = useState(-1)
  const [failed, setFailed] = useState<readonly CheckQuestion[]>([])
  const check = useAct('displays.check')
  const question = questions[place]
  const done = place >= questions.length

  const answer = (yes: boolean) => {
    if (question === undefined) return
    setFailed((before) => [...before.filter((one) => one !== question), ...yes ? [] : [question]])
    setPlace(place + 1)
  }
  const save = () => {
    if (check.isPending) return
    check.mutate({ displayId: display.id, pattern: 'TG18_QC', failed: [...failed] }, {
      onSuccess: (state) => {
        onChecked(state)
        onClose()
      },
    })
  }
  const again = () => {
    setFailed([])
    setPlace(0)
  }
  const onKey = ({ key, repeat }: KeyboardEvent) => {
    if (repeat) return true
    const letter = key.toLowerCase()
    if (key === 'Enter' && question === undefined) {
      if (done) save()
      else setPlace(0)
    } else if (question !== undefined && (letter === 'o' || letter === 'y')) answer(true)
    else if (question !== undefined && letter === 'n') answer(false)
    else if (key === 'Backspace' && place > 0) setPlace(place - 1)
    else return false
    return true
  }

  return (
    <FullScreen label={t('check.label')} name="check" onKey={onKey} onClose={onClose}>
      {() => (
        <>
          <PatternCanvas pattern={pattern} pixelPitchMm={display.pixelPitchMm} />
          <div className="di-check" aria-live="polite">
            {question !== undefined ? <Question question={question} place={place} onAnswer={answer} />
              : done ? <Summary failed={failed} busy={check.isPending} error={check.error} onSave={save} onAgain={again} />
                : <Intro display={display} onStart={() => { setPlace(0) }} onSkip={onClose} />}
          </div>
        </>
      )}
    </FullScreen>
  )
}

function Intro({ display, onStart, onSkip }: { display: Display; onStart: () => void; onSkip: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  return (
    <>
      <h2>{t('check.introTitle', { name: display.name })}</h2>
      <p>{t('check.intro')}</p>
      <p className="ui-muted">{t('check.skipHint')}</p>
      <div className="ui-row di-check-acts">
        <Button size="large" shortcut={common('keys.Escape')} onClick={onSkip}>{t('check.skip')}</Button>
        <Button size="large" variant="primary" shortcut={common('keys.Enter')} onClick={onStart}>{t('check.start')}</Button>
      </div>
    </>
  )
}

function Question({ question, place, onAnswer }: { question: CheckQuestion; place: number; onAnswer: (yes: boolean) => void }) {
  const t = useText('displays')
  return (
    <>
      <p className="ui-label">{t('check.of', { index: place + 1, total: questions.length })}</p>
      <p className="di-check-question">{t(`check.questions.${question}`)}</p>
      <div className="ui-row di-check-acts">
        <Button size="large" shortcut="N" onClick={() => { onAnswer(false) }}>{t('check.no')}</Button>
        <Button size="large" variant="primary" shortcut={t('check.yes').slice(0, 1)} onClick={() => { onAnswer(true) }}>{t('check.yes')}</Button>
      </div>
      <p className="ui-muted">{t('check.keysAnswer')}</p>
    </>
  )
}

function Summary({ failed, busy, error, onSave, onAgain }: { failed: readonly CheckQuestion[]; busy: boolean; error: unknown; onSave: () => void; onAgain: () => void }) {
  const t = useText('displays')
  const common = useText('common')
  const say = useBilingual()
  const problem = useProblemText()
  return (
    <>
      {failed.length === 0 ? <p className="di-verdict" data-tone="ok"><CircleCheck size={16} aria-hidden />{t('check.passed')}</p> : (
        <>
          <p className="di-verdict" data-tone="alert"><CircleX size={16} aria-hidden />{t('check.failed')}</p>
          <ul className="di-reasons">{failed.map((question) => <li key={question}>{say(questionWords[question])}</li>)}</ul>
        </>
      )}
      {error === null ? null : <Notice tone="alert" title={t('check.failedToSave')}>{problem(error)}</Notice>}
      <div className="ui-row di-check-acts">
        <Button size="large" onClick={onAgain}>{t('check.again')}</Button>
        <Button size="large" variant="primary" disabled={busy} shortcut={common('keys.Enter')} onClick={onSave}>{busy ? t('check.saving') : t('check.save')}</Button>
      </div>
    </>
  )
}
