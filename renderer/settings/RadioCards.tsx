/** One of a few, each with the sentence that says what it is for. */
import { useId } from 'react'

export interface RadioCard<Value extends string> { value: Value; name: string; hint: string }

export function RadioCards<Value extends string>({ label, options, chosen, disabled, choose }: { label: string; options: readonly RadioCard<Value>[]; chosen: Value; disabled: boolean; choose: (value: Value) => void }) {
  const id = useId()
  return (
    <fieldset className="se-policies" disabled={disabled}>
      <legend className="ui-visually-hidden">{label}</legend>
      {options.map(({ value, name, hint }) => (
        <div key={value} className="se-policy" data-chosen={value === chosen ? '' : undefined}>
          <input type="radio" name={id} id={`${id}-${value}`} aria-describedby={`${id}-${value}-hint`} checked={value === chosen} onChange={() => { choose(value) }} />
          <div>
            <label className="se-policy-name" htmlFor={`${id}-${value}`}>{name}</label>
            <p className="ui-field-hint" id={`${id}-${value}-hint`}>{hint}</p>
          </div>
        </div>
      ))}
    </fieldset>
  )
}
