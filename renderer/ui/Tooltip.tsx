/** A word for an icon, after a short rest of the pointer or on focus. Never the only place of a fact. */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd.tsx'

export function Tooltip({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactElement<Record<string, unknown>> }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="ui-positioner" sideOffset={6}>
          <Base.Popup className="ui-tooltip">
            {text}
            {shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
