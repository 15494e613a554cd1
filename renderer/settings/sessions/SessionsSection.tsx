/** How reading sessions run on this console: guard time, undo, due days, pauses; each with its unit and its bounds. */
import { RotateCcw } from 'lucide-react'
import { defaultSessionSettings } from '../../../main/domain/reading-session/index.ts'
import { useFormat, useLanguage } from '../../i18n/index.ts'
import { NumberField } from '../../displays/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import type { SettingsEditing } from '../use-settings-draft.ts'
import { boundsOf, keptValue, sessionProblems, shownValue, type SessionField } from './session-limits.ts'
import { sessionSettingStrings } from './strings.ts'

const groups = { opinion: ['guardMs', 'undoMinutes'], due: ['dueSoonDays', 'dueUrgentDays', 'dueLimitDays'], pause: ['pauseAfterCases', 'pauseAfterMinutes'] } as const satisfies Record<string, readonly SessionField[]>

export function SessionsSection({ editing, administers }: { editing: SettingsEditing; administers: boolean }) {
  const words = sessionSettingStrings[useLanguage()]
  const format = useFormat()
  const { sessions } = editing.draft
  const problems = sessionProblems(sessions)
  const change = (name: SessionField, shown: number | null) => { editing.edit({ sessions: { ...sessions, [name]: shown === null ? Number.NaN : keptValue(name, shown) } }) }
  const field = (name: SessionField) => {
    const { label, unit, hint } = words.fields[name]
    const { min, max } = boundsOf(name)
    return (
      <NumberField key={name} label={`${label} (${unit})`} hint={hint} disabled={!administers} value={Number.isNaN(sessions[name]) ? null : shownValue(name, sessions[name])}
        error={problems.includes(name) ? words.between(format.number(min), format.number(max), unit) : null}
        onChange={(shown) => { change(name, shown) }} />
    )
  }
  const isAsShipped = Object.entries(defaultSessionSettings).every(([name, value]) => sessions[name as SessionField] === value)
  return (
    <>
      <p className="ui-muted">{words.text}</p>
      {Object.entries(groups).map(([group, names]) => (
        <section key={group} className="se-block">
          <h3>{words.groups[group as keyof typeof groups]}</h3>
          <div className="se-numbers">{names.map(field)}</div>
          {group === 'due' && problems.includes('order') ? <Notice tone="alert">{words.order}</Notice> : null}
        </section>
      ))}
      {administers ? <div className="ui-row"><Button variant="quiet" icon={<RotateCcw size={14} aria-hidden />} disabled={isAsShipped} onClick={() => { editing.edit({ sessions: defaultSessionSettings }) }}>{words.asShipped}</Button></div> : null}
    </>
  )
}
