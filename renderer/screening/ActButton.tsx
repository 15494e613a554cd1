/** The one act that the present phase calls for, naming the act and the patient. It lights up, dimly beside dark
 *  images, once nothing blocks it; before that it can still be pressed, and says what is missing. */
import type { ReactNode } from 'react'
import { useText } from '../i18n/index.ts'
import { Kbd } from '../ui/index.ts'

export function ActButton({ act, patient, opinion = '', icon, shortcut, busy = false, ready = true, onClick }: {
  act: string
  patient: string
  /** What it amounts to, on its own line: the button keeps its height while the sheet is filled. */
  opinion?: string
  icon?: ReactNode
  shortcut?: string | undefined
  busy?: boolean
  ready?: boolean
  onClick: () => void
}) {
  const t = useText('screening')
  return (
    <button type="button" className="ui-button reading-act" data-ready={ready || undefined} disabled={busy} onClick={onClick}>
      {icon}
      <span className="reading-act-words">
        <span>{act}</span>{' '}
        <span className="reading-act-object">{patient}</span>
        {opinion === '' ? null : <><span className="ui-visually-hidden">{t('colon')}</span><span className="reading-act-object">{opinion}</span></>}
      </span>
      {shortcut === undefined ? null : <Kbd aria-hidden>{shortcut}</Kbd>}
    </button>
  )
}
