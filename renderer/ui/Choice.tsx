/** Choosing: `Checkbox` (a yes or no with its words), `Segments` (one of a few, all visible), `Select` (one of many). */
import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Select as BaseSelect } from '@base-ui/react/select'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { Check, ChevronDown } from 'lucide-react'
import { useId, useRef, type ReactNode } from 'react'
import { Field } from './Field.tsx'
import { FocusOnOpen } from './focus-at-once.ts'

export function Checkbox({ label, hint, checked, disabled = false, onChange }: { label: string; hint?: ReactNode; checked: boolean; disabled?: boolean; onChange: (checked: boolean) => void }) {
  const id = useId()
  return (
    <label className="ui-checkbox-line">
      <BaseCheckbox.Root className="ui-checkbox" checked={checked} disabled={disabled} onCheckedChange={onChange} aria-labelledby={`${id}-label`} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
        <BaseCheckbox.Indicator><Check size={12} strokeWidth={3} aria-hidden /></BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>
        <span id={`${id}-label`}>{label}</span>
        {hint === undefined ? null : <span className="ui-field-hint" id={`${id}-hint`}><br />{hint}</span>}
      </span>
    </label>
  )
}

export interface Option<Value extends string> {
  value: Value
  label: ReactNode
  /** When the label is not plain words. */
  name?: string
  disabled?: boolean
}

/** `value` null: nothing chosen yet. Choosing the pressed segment again keeps it, unless `clearable`. */
export function Segments<Value extends string>({ label, options, value, onChange, disabled = false, clearable = false }: {
  label: string
  options: readonly Option<Value>[]
  value: Value | null
  onChange: (value: Value | null) => void
  disabled?: boolean
  clearable?: boolean
}) {
  return (
    <ToggleGroup<Value>
      className="ui-segments"
      aria-label={label}
      disabled={disabled}
      value={value === null ? [] : [value]}
      onValueChange={(next) => {
        const chosen = next[0]
        if (chosen !== undefined) onChange(chosen)
        else if (clearable) onChange(null)
      }}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className="ui-segment" disabled={option.disabled ?? false} aria-label={option.name}>{option.label}</Toggle>
      ))}
    </ToggleGroup>
  )
}

export function Select<Value extends string>({ label, options, value, onChange, hint, disabled = false }: {
  label: string
  options: readonly Option<Value>[]
  value: Value
  onChange: (value: Value) => void
  hint?: ReactNode
  disabled?: boolean
}) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Field label={label} hint={hint}>
      {(wiring) => (
        <BaseSelect.Root items={options} value={value} disabled={disabled} onValueChange={(next) => { if (next !== null) onChange(next) }}>
          <BaseSelect.Trigger className="ui-select" id={wiring.id} aria-label={label} aria-describedby={wiring['aria-describedby']}>
            <BaseSelect.Value className="ui-truncate" />
            <BaseSelect.Icon><ChevronDown size={14} aria-hidden /></BaseSelect.Icon>
          </BaseSelect.Trigger>
          <BaseSelect.Portal>
            <BaseSelect.Positioner className="ui-positioner" sideOffset={4} alignItemWithTrigger={false}>
              <BaseSelect.Popup ref={popup} className="ui-popup">
                <FocusOnOpen popup={popup} />
                {options.map((option) => (
                  <BaseSelect.Item key={option.value} value={option.value} className="ui-item" disabled={option.disabled ?? false}>
                    <span className="ui-item-check"><BaseSelect.ItemIndicator><Check size={14} aria-hidden /></BaseSelect.ItemIndicator></span>
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                  </BaseSelect.Item>
                ))}
              </BaseSelect.Popup>
            </BaseSelect.Positioner>
          </BaseSelect.Portal>
        </BaseSelect.Root>
      )}
    </Field>
  )
}
