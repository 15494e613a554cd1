/** The one act that the present phase calls for, naming the act and the patient. It lights up, dimly beside dark
 *  images, once nothing blocks it; before that it can still be pressed, and says what is missing. */
import type { ReactNode } from 'react'
import { Kbd } from '../ui/index.ts'

export function ActButton({ act, object, icon, shortcut, busy = false, ready = true, onClick }: {
  act: string
  /** Patient and conclusion. */
  object: string
  icon?: ReactNode
  shortcut?: string | undefined
  busy?: boolean
  ready?: boolean
  onClick: () => void
}) {
  return (
    <button type="button" className="ui-button reading-act" data-ready={ready || undefined} disabled={busy} onClick={onClick}>
      {icon}
      <span className="reading-act-words"><span>{act}</span>{' '}<span className="reading-act-object">{object}</span></span>
      {shortcut === undefined ? null : <Kbd aria-hidden>{shortcut}</Kbd>}
    </button>
  )
}
