/** The exam waits for another opinion that its reader asked for: nothing can be concluded, the request can be withdrawn,
 *  and the reader may go on with the next exam. */
import { Users } from 'lucide-react'
import { useState } from 'react'
import type { Reading } from '../../../main/contract/index.ts'
import { useApi, useProblemText, useRefresh } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { useSeance } from '../../session/context.ts'
import { Button, Notice } from '../../ui/index.ts'
import { PanelFrame } from '../PanelFrame.tsx'
import { OpinionSummary } from '../OpinionSummary.tsx'
import './course.css'
import { courseStrings } from './strings.ts'
import type { AwaitedConsensus } from './use-awaited-consensus.ts'

export function WaitingConsensus({ reading, state, patient, onClose, onNext }: { reading: Reading; state: AwaitedConsensus; patient: string; onClose: () => void; onNext: (() => void) | null }) {
  const words = courseStrings[useLanguage()]
  const { call } = useApi()
  const refresh = useRefresh()
  const sentence = useProblemText()
  const seance = useSeance()
  const [error, setError] = useState<unknown>(null)
  const enter = useShortcut('screening.confirm')
  const goOn = seance === null ? onNext : () => { seance.passOn(words.detours.consensus.done(patient)) }
  useCommand('screening.confirm', () => { goOn?.() }, { enabled: goOn !== null })
  const withdraw = () => {
    setError(null)
    call('programme.withdrawConsensus', { studyInstanceUID: reading.studyInstanceUID }).then(() => { refresh('programme.dossier') }, setError)
  }
  return (
    <PanelFrame reading={reading} onClose={onClose}
      footer={<>
        {error === null ? null : <Notice tone="alert" title={words.refused}>{sentence(error)}</Notice>}
        <Button size="large" onClick={withdraw}>{words.withdraw}</Button>
        {goOn === null ? null : <Button size="large" variant="primary" {...(enter === undefined ? {} : { shortcut: enter })} onClick={goOn}>{words.next}</Button>}
      </>}>
      <section className="course-state" aria-label={words.waitingTitle[state]}>
        <p className="course-state-head"><Users size={16} aria-hidden /><strong>{words.waitingTitle[state]}</strong></p>
        <p>{words.waitingText[state]}</p>
        <OpinionSummary avis={reading.avis} />
      </section>
    </PanelFrame>
  )
}
