/** One of a few, side by side, as a radio group: arrows move and choose, Tab enters and leaves. Enter is left to the
 *  window, so that a choice made with the pointer does not swallow the key that confirms. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'

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
          render={<button type="button" />}
          className="reading-choice"
          aria-label={option.name}
          disabled={option.disabled ?? false}
          onKeyDown={(event) => { if (event.key === 'Enter') event.preventBaseUIHandler() }}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
