/** How mammograms hang for this reader: the order of the steps, what each shows on which screen, its key. Takes effect
 *  with the next exam once saved; the program's own is one button away. */
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { mammographyProtocol, type MammographyProtocol } from '../../../main/contract/index.ts'
import { useAct, useOperation, useProblemText } from '../../api/index.ts'
import { useLanguage, useText } from '../../i18n/index.ts'
import { Button, Notice, useToast, Waiting } from '../../ui/index.ts'
import './hanging.css'
import { programProtocol } from './program-protocol.ts'
import { stepOf } from './protocol-edits.ts'
import { StepForm } from './StepForm.tsx'
import { StepList } from './StepList.tsx'
import { hangingWords } from './strings.ts'

const same = (one: MammographyProtocol, other: MammographyProtocol): boolean => JSON.stringify(one) === JSON.stringify(other)

export function HangingSection() {
  const common = useText('common')
  const language = useLanguage()
  const words = hangingWords[language]
  const problem = useProblemText()
  const toast = useToast()
  const stored = useOperation('preferences.get', {})
  const set = useAct('preferences.set')
  const [draft, setDraft] = useState<MammographyProtocol | null>(null)
  const [chosen, setChosen] = useState(programProtocol.initialStep)
  if (stored.error !== null) return <Notice tone="alert" action={<Button onClick={() => { void stored.refetch() }}>{common('retry')}</Button>}>{problem(stored.error)}</Notice>
  if (stored.data === undefined) return <Waiting>{common('loading')}</Waiting>
  const base = stored.data.hanging ?? programProtocol
  const protocol = draft ?? base
  const step = stepOf(protocol, chosen) ?? protocol.steps[0]
  const isChanged = !same(protocol, base)
  const isNamed = protocol.steps.every(({ label }) => label[language].trim() !== '')
  const save = () => {
    const hanging = same(protocol, programProtocol) ? null : mammographyProtocol.parse(protocol)
    set.mutate({ hanging }, {
      onSuccess: () => {
        // Said once the next exam hangs by it.
        void stored.refetch().then(() => {
          setDraft(null)
          toast({ tone: 'ok', title: words.saved })
        })
      },
    })
  }
  return (
    <>
      <p className="ui-muted">{words.intro}</p>
      {stored.data.hasUnreadableHanging ? <Notice tone="warn" title={words.unreadable.title}>{words.unreadable.text}</Notice> : null}
      <div className="sh">
        <StepList protocol={protocol} chosen={step?.id ?? ''} language={language} onChoose={setChosen} onChange={setDraft} />
        {step === undefined ? null : <StepForm key={step.id} protocol={protocol} step={step} language={language} onChange={setDraft} onChoose={setChosen} />}
      </div>
      <div className="se-save">
        {set.error === null ? null : <Notice tone="alert">{problem(set.error)}</Notice>}
        {isNamed ? null : <Notice tone="warn">{words.invalid}</Notice>}
        <div className="ui-row">
          <Button variant="primary" size="large" disabled={!isChanged || !isNamed || set.isPending} onClick={save}>{words.save}</Button>
          {isChanged ? <><Button size="large" onClick={() => { setDraft(null) }}>{words.revert}</Button><span className="ui-muted">{words.unsaved}</span></> : null}
          {same(protocol, programProtocol) ? null : <Button size="large" icon={<RotateCcw size={14} aria-hidden />} onClick={() => { setDraft(programProtocol) }}>{words.reset}</Button>}
        </div>
      </div>
    </>
  )
}
