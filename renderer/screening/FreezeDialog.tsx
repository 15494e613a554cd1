/** Freezing cannot be undone: what will be sealed is shown once more, and Enter alone confirms it. A key still held
 *  down from the act before does not. */
import { Lock } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../i18n/index.ts'
import { Button, Dialog } from '../ui/index.ts'

export function FreezeDialog({ open, title, children, onFreeze, onClose }: { open: boolean; title: string; children: ReactNode; onFreeze: () => void; onClose: () => void }) {
  const t = useText('screening')
  const common = useText('common')
  const confirm = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const ignoreHeldKey = (event: KeyboardEvent) => { if (event.repeat) event.preventDefault() }
    window.addEventListener('keydown', ignoreHeldKey, { capture: true })
    return () => { window.removeEventListener('keydown', ignoreHeldKey, { capture: true }) }
  }, [open])
  return (
    <Dialog open={open} onClose={onClose} title={title} description={t('freeze.text')} initialFocus={confirm}
      footer={
        <>
          <Button size="large" onClick={onClose}>{common('cancel')}</Button>
          <Button size="large" variant="primary" ref={confirm} icon={<Lock size={14} aria-hidden />} onClick={onFreeze}>{t('freeze.button')}</Button>
        </>
      }>
      {children}
    </Dialog>
  )
}
