/** A state is always an icon and a word, never a colour alone. */
import { Circle, CircleAlert, CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'alert' | 'blind'

const icons: Record<Tone, LucideIcon> = { neutral: Circle, accent: Circle, ok: CircleCheck, warn: CircleAlert, alert: CircleX, blind: Circle }

export function Status({ tone, icon: Icon = icons[tone], children }: { tone: Tone; icon?: LucideIcon; children: ReactNode }) {
  return <span className="ui-status" data-tone={tone}><Icon size={14} aria-hidden /><span className="ui-truncate">{children}</span></span>
}

const noticeIcons = { neutral: Info, ok: CircleCheck, warn: TriangleAlert, alert: CircleX } as const

/** What happened, to which object, what was kept, what to do. `alert` and `warn` are read out at once. */
export function Notice({ tone, title, children, action }: { tone: keyof typeof noticeIcons; title?: string; children?: ReactNode; action?: ReactNode }) {
  const Icon = noticeIcons[tone]
  return (
    <div className="ui-notice" data-tone={tone} role={tone === 'alert' || tone === 'warn' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden />
      <div className="ui-notice-text">
        {title === undefined ? null : <p className="ui-notice-title">{title}</p>}
        {children === undefined ? null : <div className="ui-selectable">{children}</div>}
      </div>
      {action}
    </div>
  )
}

/** Fills its container when there is nothing to show: what is missing, why, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions, page = false }: {
  icon: LucideIcon
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** The whole page is this state: its title is the page's. */
  page?: boolean
}) {
  return (
    <div className="ui-empty" role="status">
      <Icon size={32} strokeWidth={1.5} aria-hidden />
      {page ? <h1 className="ui-empty-title">{title}</h1> : <p className="ui-empty-title">{title}</p>}
      {children === undefined ? null : <div className="ui-empty-text">{children}</div>}
      {actions === undefined ? null : <div className="ui-empty-actions">{actions}</div>}
    </div>
  )
}
