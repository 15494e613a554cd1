/** Any number of a few, as pressed buttons in a named group. */
import type { ReactNode } from 'react'

export interface ToggleOption<Value extends string> { readonly value: Value; readonly label: ReactNode; readonly name?: string }

export function Toggles<Value extends string>({ label, options, chosen, disabled, onToggle }: {
  label: string
  options: readonly ToggleOption<Value>[]
  chosen: readonly Value[]
  disabled: boolean
  onToggle: (value: Value) => void
}) {
  return (
    <div className="ui-field">
      <span className="ui-field-label">{label}</span>
      <div className="reading-toggles" role="group" aria-label={label}>
        {options.map(({ value, label: words, name }) => (
          <button key={value} type="button" className="reading-toggle" aria-pressed={chosen.includes(value)} aria-label={name} disabled={disabled} onClick={() => { onToggle(value) }}>{words}</button>
        ))}
      </div>
    </div>
  )
}
