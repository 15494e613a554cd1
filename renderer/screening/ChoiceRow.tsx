/** One of a few, side by side, as a radio group: arrows move and choose, Tab enters and leaves. A radio has no use
 *  for Enter, so Enter goes on to the act of the phase, as from anywhere else on the sheet. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { useCommands } from '../app/commands/index.ts'

export interface RowOption<Value extends string | number> {
  readonly value: Value
  readonly label: ReactNode
  /** Read out in place of the label. */
  readonly name: string
  readonly disabled?: boolean
}

export function ChoiceRow<Value extends string | number>({ label, labelledBy, describedBy, options, value, readOnly = false, disabled = false, invalid = false, onChange }: {
  label?: string
  labelledBy?: string
  describedBy?: string | undefined
  options: readonly RowOption<Value>[]
  value: Value | null
  readOnly?: boolean
  disabled?: boolean
  invalid?: boolean
  onChange: (value: Value) => void
}) {
  const commands = useCommands()
  return (
    <RadioGroup<Value | null>
      className="reading-choices"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      value={value}
      readOnly={readOnly}
      disabled={disabled}
      onValueChange={(next) => { if (next !== null) onChange(next) }}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          nativeButton
          render={(props) => <button type="button" {...props} />}
          className="reading-choice"
          aria-label={option.name}
          disabled={option.disabled ?? false}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventBaseUIHandler()
            event.preventDefault()
            commands.run('screening.confirm')
          }}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
