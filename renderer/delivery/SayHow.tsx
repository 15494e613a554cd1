/** Asks in words how somebody acted otherwise; what is written stays on this console, and its act on the trail. */
import { useMemo, useRef, useState } from 'react'
import { useText } from '../i18n/index.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'

export function SayHow({ open, title, text, label, confirm, busy, onSay, onCancel }: { open: boolean; title: string; text: string; label: string; confirm: string; busy: boolean; onSay: (how: string) => void; onCancel: () => void }) {
  const common = useText('common')
  const [how, setHow] = useState('')
  const box = useRef<HTMLDivElement>(null)
  // Focused by the dialog: a field that takes the focus itself is taken for what had it before, and Escape leads nowhere.
  const field = useMemo(() => ({ get current() { return box.current?.querySelector('textarea') ?? null } }), [])
  const enough = how.trim().length >= 5
  return (
    <Dialog open={open} onClose={onCancel} title={title} description={text} initialFocus={field} footer={<><Button onClick={onCancel}>{common('cancel')}</Button><Button variant="primary" disabled={!enough || busy} onClick={() => { onSay(how.trim()) }}>{confirm}</Button></>}>
      <div ref={box}><TextField label={label} value={how} onChange={setHow} lines={3} maxLength={500} required /></div>
    </Dialog>
  )
}
