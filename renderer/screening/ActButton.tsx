/** The one act that the present phase calls for, naming the act and the patient in two fixed lines. */
import type { ReactNode } from 'react'
import { Kbd } from '../ui/index.ts'

export function ActButton({ act, object, icon, shortcut, busy = false, secondary = false, onClick }: {
  act: string
  /** Patient and conclusion. */
  object: string
  icon?: ReactNode
  shortcut?: string | undefined
  busy?: boolean
  secondary?: boolean
  onClick: () => void
}) {
  return (
    <button type="button" className="ui-button reading-act" data-variant={secondary ? 'secondary' : 'primary'} disabled={busy} onClick={onClick}>
      {icon}
      <span className="reading-act-words"><span>{act}</span>{' '}<span className="reading-act-object">{object}</span></span>
      {shortcut === undefined ? null : <Kbd aria-hidden>{shortcut}</Kbd>}
    </button>
  )
}
