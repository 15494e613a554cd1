/** The components of the window. Tones and sizes live in `tokens.css`; the classes `ui-label`, `ui-muted`, `ui-row`,
 *  `ui-stack`, `ui-spread`, `ui-truncate`, `ui-facts`, `ui-selectable` are for everyone. Icons come from lucide-react,
 *  14 px in rows and buttons, 16 px in notices. Words come from i18n, never from a component. */
import './tokens.css'
import './base.css'
import './controls.css'
import './overlays.css'
import './surfaces.css'

export * from './Button.tsx'
export * from './Choice.tsx'
export * from './DayField.tsx'
export * from './Dialog.tsx'
export * from './Field.tsx'
export * from './Kbd.tsx'
export * from './Menu.tsx'
export * from './Progress.tsx'
export * from './ResizablePanel.tsx'
export * from './Side.tsx'
export * from './Status.tsx'
export * from './Tabs.tsx'
export * from './Toasts.tsx'
export * from './Tooltip.tsx'
export * from './UiProvider.tsx'
