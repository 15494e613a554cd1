/** A menu under a button. Items are data, so that the same list can feed a context menu. */
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { useRef, type ReactElement, type ReactNode } from 'react'
import { FocusOnOpen } from './focus-at-once.ts'

export type MenuEntry =
  | { kind: 'item'; label: ReactNode; icon?: ReactNode; end?: ReactNode; disabled?: boolean; onSelect: () => void }
  | { kind: 'check'; label: ReactNode; end?: ReactNode; checked: boolean; onChange: (checked: boolean) => void }
  | { kind: 'label'; label: string }
  | { kind: 'separator' }

function Entries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => {
    switch (entry.kind) {
      case 'label':
        return <h3 key={index} className="ui-menu-label">{entry.label}</h3>
      case 'separator':
        return <Base.Separator key={index} className="ui-menu-separator" />
      case 'check':
        return (
          <Base.CheckboxItem key={index} className="ui-item" checked={entry.checked} onCheckedChange={entry.onChange} closeOnClick={false}>
            <span className="ui-item-check"><Base.CheckboxItemIndicator><Check size={14} aria-hidden /></Base.CheckboxItemIndicator></span>
            {entry.label}
            {entry.end === undefined ? null : <span className="ui-item-end">{entry.end}</span>}
          </Base.CheckboxItem>
        )
      case 'item':
        return (
          <Base.Item key={index} className="ui-item" disabled={entry.disabled ?? false} onClick={entry.onSelect}>
            {entry.icon}
            {entry.label}
            {entry.end === undefined ? null : <span className="ui-item-end">{entry.end}</span>}
          </Base.Item>
        )
    }
  })
}

/** `trigger` is a plain `<button>` element; it gets the menu's behaviour and ARIA. */
export function Menu({ trigger, entries, align = 'start', open, onOpenChange }: {
  trigger: ReactElement<Record<string, unknown>>
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root modal={false} {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="ui-positioner" sideOffset={4} align={align}>
          <Base.Popup ref={popup} className="ui-popup"><FocusOnOpen popup={popup} /><Entries entries={entries} /></Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Wraps a region; right click or the menu key opens `entries` there. */
export function ContextMenu({ entries, children, className }: { entries: readonly MenuEntry[]; children: ReactNode; className?: string }) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger className={className}>{children}</BaseContextMenu.Trigger>
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="ui-positioner">
          <BaseContextMenu.Popup className="ui-popup"><Entries entries={entries} /></BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  )
}
