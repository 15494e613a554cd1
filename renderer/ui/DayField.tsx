/** A day typed as JJ.MM.AAAA. The value is an ISO day, '' when empty; what cannot be read is said on leaving the field
 *  and reported as null, so that a form knows not to go on. (The browser's own date field follows the browser's
 *  language, where 03/10 may be either.) */
import { useState } from 'react'
import { formatDay, parseDay, useText } from '../i18n/index.ts'
import { TextField } from './Field.tsx'

export function DayField({ label, value, onChange, error }: { label: string; value: string | null; onChange: (day: string | null) => void; error?: string | null }) {
  const common = useText('common')
  const [typed, setTyped] = useState(() => formatDay(value))
  const [known, setKnown] = useState(value)
  // The form set another day (a reset, a preset): show that one.
  if (value !== known) {
    setKnown(value)
    if (value !== null && value !== (typed.trim() === '' ? '' : parseDay(typed))) setTyped(formatDay(value))
  }
  const unreadable = typed.trim() !== '' && parseDay(typed) === null && typed.trim().length >= 6
  return (
    <TextField
      label={label}
      value={typed}
      placeholder={common('dayPlaceholder')}
      maxLength={10}
      error={unreadable ? common('dayError') : error}
      onChange={(next) => {
        setTyped(next)
        const day = next.trim() === '' ? '' : parseDay(next)
        setKnown(day)
        onChange(day)
      }}
    />
  )
}
