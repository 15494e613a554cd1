/** A secret that goes in and never comes out: empty keeps what is stored, and a box forgets it. */
import { useText } from '../../i18n/index.ts'
import { Checkbox, TextField } from '../../ui/index.ts'

export function SecretField({ label, hint, value, isSet, disabled, lines, onChange }: {
  label: string
  hint?: string
  /** Null: kept as it is stored; empty: forgotten. */
  value: string | null
  isSet: boolean
  disabled: boolean
  lines?: number
  onChange: (value: string | null) => void
}) {
  const t = useText('sources')
  const state = isSet ? t('secretSet') : t('secretNone')
  return (
    <div className="so-secret">
      <TextField
        label={label} hint={hint === undefined ? state : `${hint} ${state}`} value={value ?? ''} maxLength={20_000} disabled={disabled} autoComplete="new-password"
        {...(lines === undefined ? { type: 'password' as const } : { lines })}
        onChange={(typed) => { onChange(typed === '' ? null : typed) }}
      />
      {isSet && !disabled ? <Checkbox label={t('forget')} checked={value === ''} onChange={(forgets) => { onChange(forgets ? '' : null) }} /> : null}
    </div>
  )
}
