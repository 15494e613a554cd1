/** Asks in words how somebody acted otherwise; what is written stays on this console, and its act on the trail. */
import { useState } from 'react'
import { useText } from '../i18n/index.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'

export function SayHow({ open, title, text, label, confirm, busy, onSay, onCancel }: { open: boolean; title: string; text: string; label: string; confirm: string; busy: boolean; onSay: (how: string) => void; onCancel: () => void }) {
  const common = useText('common')
  const [how, setHow] = useState('')
  const enough = how.trim().length >= 5
  return (
    <Dialog open={open} onClose={onCancel} title={title} description={text} footer={<><Button onClick={onCancel}>{common('cancel')}</Button><Button variant="primary" disabled={!enough || busy} onClick={() => { onSay(how.trim()) }}>{confirm}</Button></>}>
      <TextField label={label} value={how} onChange={setHow} lines={3} maxLength={500} autoFocus required />
    </Dialog>
  )
}
