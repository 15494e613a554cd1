/** A number typed with a comma or a point. Keeps the text while it is being typed; reports null when empty and NaN
 *  when it cannot be read, so that a form knows not to go on. */
import { useState } from 'react'
import { useLanguage } from '../i18n/index.ts'
import { TextField } from '../ui/index.ts'
import { numberText, parseNumber } from './number-text.ts'

export function NumberField({ label, value, onChange, hint, error, disabled = false }: { label: string; value: number | null; onChange: (value: number | null) => void; hint?: string; error?: string | null; disabled?: boolean }) {
  const language = useLanguage()
  const [typed, setTyped] = useState(() => numberText(value, language))
  const [known, setKnown] = useState(value)
  // The form set another number (a reset, a measure): show that one.
  if (!Object.is(value, known)) {
    setKnown(value)
    if (!Object.is(value, parseNumber(typed))) setTyped(numberText(value, language))
  }
  return (
    <TextField label={label} {...(hint === undefined ? {} : { hint })} error={error ?? null} disabled={disabled} value={typed} maxLength={12}
      onChange={(next) => {
        setTyped(next)
        setKnown(parseNumber(next))
        onChange(parseNumber(next))
      }} />
  )
}
