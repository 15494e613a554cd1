/** A label, its control, and under it the hint or what is wrong. Wires ids so that both are read out.
 *  `<TextField label value onChange />` covers most forms; `<Field>` wraps any other control. */
import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode, type Ref } from 'react'

export interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  children: (wiring: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const failing = error !== undefined && error !== null && error !== ''
  const described = failing ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`
  return (
    <div className="ui-field">
      <label className="ui-field-label" htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': failing })}
      {failing ? (
        <span className="ui-field-error" id={`${id}-error`} role="alert"><CircleAlert size={14} aria-hidden />{error}</span>
      ) : hint === undefined ? null : (
        <span className="ui-field-hint" id={`${id}-hint`}>{hint}</span>
      )}
    </div>
  )
}

export interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'password' | 'number' | 'date' | 'url'
  hint?: ReactNode
  error?: string | null | undefined
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
  disabled?: boolean
  readOnly?: boolean
  required?: boolean
  maxLength?: number
  min?: number
  max?: number
  /** More than one line. */
  lines?: number
  inputRef?: Ref<HTMLInputElement>
  /** Of one with lines. */
  areaRef?: Ref<HTMLTextAreaElement>
}

export function TextField({ label, hint, error, onChange, lines, inputRef, areaRef, type = 'text', autoComplete = 'off', ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => {
        if (lines !== undefined) {
          const { min: _min, max: _max, ...area } = input
          return <textarea className="ui-input" rows={lines} spellCheck={false} {...area} {...wiring} ref={areaRef} onChange={(event) => { onChange(event.target.value) }} />
        }
        return (
          <input className="ui-input" type={type} autoComplete={autoComplete} spellCheck={false} {...input} {...wiring} ref={inputRef} onChange={(event) => { onChange(event.target.value) }} />
        )
      }}
    </Field>
  )
}
