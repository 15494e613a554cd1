/** A dialog: `size` medium (default), wide, page, or side (a panel from the right). Escape and the cross close it;
 *  while one is open the single-key commands of the page behind are silent (see app/commands).
 *  `ConfirmDialog` is for destructive and legal acts: its sentence must name the patient and the act. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode, type RefObject } from 'react'
import { useText } from '../i18n/index.ts'
import { Button } from './Button.tsx'
import { focusInside } from './focus-at-once.ts'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  size?: 'medium' | 'wide' | 'page' | 'side'
  children: ReactNode
  footer?: ReactNode
  initialFocus?: RefObject<HTMLElement | null>
}

export function Dialog({ open, onClose, title, description, size = 'medium', children, footer, initialFocus }: DialogProps) {
  const common = useText('common')
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => { if (!next) onClose() }}>
      <Base.Portal>
        <Base.Backdrop className="ui-backdrop" />
        <Base.Popup ref={popup} className="ui-dialog" data-size={size} initialFocus={focusInside(popup, initialFocus)}>
          <div className="ui-dialog-head">
            <Base.Title className="ui-dialog-title">{title}</Base.Title>
            <Base.Close className="ui-button" data-variant="quiet" data-icon-only="" aria-label={common('close')}><X size={16} aria-hidden /></Base.Close>
          </div>
          {description === undefined ? null : <Base.Description className="ui-dialog-description">{description}</Base.Description>}
          <div className="ui-dialog-body">{children}</div>
          {footer === undefined ? null : <div className="ui-dialog-foot">{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export interface ConfirmDialogProps {
  open: boolean
  title: string
  /** The whole sentence: what happens, to whom, what stays. */
  children: ReactNode
  confirmLabel: string
  danger?: boolean
  busy?: boolean
  /** Enter confirms at once: for acts that a reader does a hundred times in a session. A held key does not count. */
  enterConfirms?: boolean
  onConfirm: () => void
  onCancel: () => void
}

export function ConfirmDialog({ open, title, children, confirmLabel, danger = false, busy = false, enterConfirms = false, onConfirm, onCancel }: ConfirmDialogProps) {
  const common = useText('common')
  const confirm = useRef<HTMLButtonElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => { if (!next) onCancel() }}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="ui-backdrop" />
        <AlertDialog.Popup ref={popup} className="ui-dialog" initialFocus={focusInside(popup, enterConfirms ? confirm : cancel)} onKeyDown={(event) => { if (event.repeat && event.key === 'Enter') event.preventDefault() }}>
          <div className="ui-dialog-head"><AlertDialog.Title className="ui-dialog-title">{title}</AlertDialog.Title></div>
          <AlertDialog.Description className="ui-dialog-body" render={<div />}>{children}</AlertDialog.Description>
          <div className="ui-dialog-foot">
            <AlertDialog.Close ref={cancel} className="ui-button" data-size="large">{common('cancel')}</AlertDialog.Close>
            <Button ref={confirm} variant={danger ? 'danger' : 'primary'} size="large" disabled={busy} onClick={onConfirm}>{confirmLabel}</Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
