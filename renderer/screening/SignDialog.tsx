/** The signature: the act and the patient by name, what will be signed, what happens then, and the passphrase. */
import { PenLine } from 'lucide-react'
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { problemCode, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, TextField } from '../ui/index.ts'

export function SignDialog({ open, title, consequence, children, ready = true, first, button, onSign, onClose }: {
  open: boolean
  title: string
  /** What leaves, and where to. */
  consequence: string
  /** What is signed. */
  children: ReactNode
  /** False while something is still to be written. */
  ready?: boolean
  /** What is written before the passphrase; the passphrase where nothing is. */
  first?: RefObject<HTMLElement | null>
  /** The act in a word, where it is more than a signature. */
  button?: string
  onSign: (passphrase: string) => Promise<void>
  onClose: () => void
}) {
  const t = useText('screening')
  const common = useText('common')
  const sentence = useProblemText()
  const input = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const wrong = error !== null && ['session/wrong-passphrase', 'session/too-many-attempts'].includes(problemCode(error) ?? '')

  const close = () => {
    setPassphrase('')
    setError(null)
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || passphrase === '' || !ready) return
    setBusy(true)
    setError(null)
    onSign(passphrase).then(close, (failure: unknown) => {
      setError(failure)
      setPassphrase('')
      input.current?.focus()
    }).finally(() => { setBusy(false) })
  }

  return (
    <Dialog open={open} onClose={close} title={title} initialFocus={first ?? input}
      footer={<>
        <Button size="large" onClick={close}>{common('cancel')}</Button>
        <Button size="large" variant="primary" onClick={() => { form.current?.requestSubmit() }} disabled={busy || passphrase === '' || !ready} icon={<PenLine size={14} aria-hidden />}>{busy ? t('sign.busy') : button ?? t('sign.button')}</Button>
      </>}>
      <form ref={form} className="reading-sign" onSubmit={submit}>
        {children}
        <p className="ui-muted">{consequence}</p>
        {error !== null && !wrong ? <Notice tone="alert" title={t('sign.failed')}>{sentence(error)}</Notice> : null}
        <TextField label={t('sign.passphrase')} type="password" autoComplete="current-password" value={passphrase} onChange={setPassphrase} inputRef={input} error={wrong ? sentence(error) : null} hint={t('sign.hint')} />
      </form>
    </Dialog>
  )
}
