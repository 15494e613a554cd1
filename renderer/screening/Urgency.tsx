/** Whether an ordinary report is urgent: by its order, unless the reader says otherwise before signing. Said at once, apart
 *  from the draft; the key works while a field is being typed in, and over the signature. */
import { Siren } from 'lucide-react'
import { useState } from 'react'
import type { Reading } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import type { ReadingSession } from './reading-session.ts'

type Standing = NonNullable<Reading['urgency']>

/** By whom it is so: the words of i18n `screening.urgency`. */
const reasonOf = ({ urgent, ordered }: Standing) => (urgent ? ordered ?? 'reader' : ordered === null ? 'none' : 'calm')

export function Urgency({ session, reading }: { session: ReadingSession; reading: Reading }) {
  const t = useText('screening')
  const sentence = useProblemText()
  const key = useShortcut('screening.markUrgent')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { urgency } = reading
  const toggle = () => {
    if (urgency === null || busy) return
    setBusy(true)
    setError(null)
    session.markUrgent(!urgency.urgent).catch(setError).finally(() => { setBusy(false) })
  }
  useCommand('screening.markUrgent', toggle, { enabled: urgency !== null })
  if (urgency === null) return null
  return (
    <>
      {error === null ? null : <Notice tone="alert" title={t('urgency.failed')}>{sentence(error)}</Notice>}
      <div className="reading-urgency" data-urgent={urgency.urgent || undefined}>
        <Button pressed={urgency.urgent} icon={<Siren size={14} aria-hidden />} {...(key === undefined ? {} : { shortcut: key })} onClick={toggle}>{t('urgency.urgent')}</Button>
        <span role="status">{t(`urgency.${reasonOf(urgency)}`)}</span>
      </div>
    </>
  )
}

/** What is signed as urgent, and what comes of it. */
export function UrgentNotice({ urgency }: { urgency: Standing }) {
  const t = useText('screening')
  return <Notice tone="warn" title={`${t('urgency.urgent')} — ${t(`urgency.${reasonOf(urgency)}`)}`}>{t('urgency.leaves')}</Notice>
}
