/** The largest diameter in millimetres, written as people write it: `12`, `12,5`, `12.5`. */
import { useState } from 'react'
import { useLanguage, useText } from '../i18n/index.ts'
import { Field } from '../ui/index.ts'
import { parseMillimetres } from './millimetres.ts'

export function SizeField({ value, readOnly, onChange }: { value: number | null; readOnly: boolean; onChange: (value: number | null) => void }) {
  const t = useText('screening')
  const language = useLanguage()
  const written = (size: number | null) => (size === null ? '' : language === 'fr' ? String(size).replace('.', ',') : String(size))
  const [text, setText] = useState(() => written(value))
  const parsed = parseMillimetres(text)
  // What is typed stays as typed; a value that came from elsewhere replaces it.
  const shown = parsed.valid && parsed.value !== value ? written(value) : text
  return (
    <Field label={t('anomaly.size')} error={parsed.valid ? null : t('anomaly.sizeError')}>
      {(wiring) => (
        <span className="reading-unit-input">
          <input className="ui-input" inputMode="decimal" autoComplete="off" data-size-field="" {...wiring} readOnly={readOnly} value={shown}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              // Done with the size: the digits are categories again.
              event.preventDefault()
              event.currentTarget.blur()
            }}
            onChange={(event) => {
              setText(event.target.value)
              const next = parseMillimetres(event.target.value)
              if (next.valid) onChange(next.value)
            }} />
          <span aria-hidden>mm</span>
        </span>
      )}
    </Field>
  )
}
