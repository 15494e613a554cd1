/** Gives the registry to the tree and listens to the keyboard once, for the whole window. */
import { useEffect, useState, type ReactNode } from 'react'
import { createCommandRegistry } from './registry.ts'
import { CommandContext } from './use-command.ts'

const textFields = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select, [contenteditable="true"]'
const overlays = '[data-open]:is([role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"])'
const controls = 'button, a[href], summary, [role="button"], [role="tab"], [role="checkbox"], [role="combobox"], [role="menuitem"], [role="option"]'

export function CommandProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => createCommandRegistry({ storage: localStorage }))
  useEffect(() => {
    // Asked on the way down: Escape closes a dialog before the event has bubbled up to the window.
    const overlaid = new WeakSet<Event>()
    const onCapture = (event: KeyboardEvent) => {
      if (document.querySelector(overlays) !== null) overlaid.add(event)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof Element ? event.target : document.body
      const where = {
        // The field of a dialog that is fading out keeps the focus for a moment; nobody types there any more.
        typing: target.matches(textFields) && target.closest('[data-closed]') === null,
        dialog: overlaid.has(event),
        // A button that was clicked keeps the focus without showing it: then the key belongs to the command.
        onControl: target.matches(controls) && target.matches(':focus-visible'),
      }
      if (registry.press(event, where)) event.preventDefault()
    }
    window.addEventListener('keydown', onCapture, { capture: true })
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [registry])
  return <CommandContext value={registry}>{children}</CommandContext>
}
