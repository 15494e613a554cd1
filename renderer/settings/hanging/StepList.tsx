/** The steps in their order: chosen by click or arrows, moved by buttons or Alt and the arrows. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Language, MammographyProtocol } from '../../../main/contract/index.ts'
import { IconButton, Kbd } from '../../ui/index.ts'
import { moveStep } from './protocol-edits.ts'
import { hangingWords } from './strings.ts'

export interface StepListProps {
  readonly protocol: MammographyProtocol
  readonly chosen: string
  readonly language: Language
  readonly onChoose: (id: string) => void
  readonly onChange: (protocol: MammographyProtocol) => void
}

export function StepList({ protocol, chosen, language, onChoose, onChange }: StepListProps) {
  const words = hangingWords[language]
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null) return
    event.preventDefault()
    if (event.altKey) return onChange(moveStep(protocol, id, by))
    const next = protocol.steps[protocol.steps.findIndex((step) => step.id === id) + by]
    if (next === undefined) return
    onChoose(next.id)
    event.currentTarget.closest('ol')?.querySelector<HTMLElement>(`[data-step="${next.id}"]`)?.focus()
  }
  return (
    <ol className="sh-steps" aria-label={words.steps}>
      {protocol.steps.map((step, index) => {
        const name = step.label[language]
        return (
          <li key={step.id} className="sh-step" data-off={step.isEnabled ? undefined : ''}>
            <button type="button" className="sh-step-name" data-step={step.id} aria-current={step.id === chosen} onClick={() => { onChoose(step.id) }} onKeyDown={(event) => { onKeyDown(event, step.id) }}>
              <span className="ui-truncate">{name}</span>
              {step.isEnabled ? null : <span className="ui-muted">{words.off}</span>}
              {step.key === null ? null : <Kbd aria-hidden>{`Alt ${step.key}`}</Kbd>}
            </button>
            <IconButton label={words.moveUp(name)} icon={<ArrowUp size={14} aria-hidden />} disabled={index === 0} onClick={() => { onChange(moveStep(protocol, step.id, -1)) }} />
            <IconButton label={words.moveDown(name)} icon={<ArrowDown size={14} aria-hidden />} disabled={index === protocol.steps.length - 1} onClick={() => { onChange(moveStep(protocol, step.id, 1)) }} />
          </li>
        )
      })}
    </ol>
  )
}
