/** On a signed reading: its reader asks for a correction. Says before the reason what will follow, and to whom it goes. */
import { FilePenLine } from 'lucide-react'
import { useState } from 'react'
import type { Reading } from '../../../main/contract/index.ts'
import { useApi } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { ReasonDialog } from '../course/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import { Section } from '../Section.tsx'
import './correction.css'
import { correctionStrings } from './strings.ts'

export function AskCorrection({ session, reading, patient }: { session: ReadingSession; reading: Reading; patient: string }) {
  const words = correctionStrings[useLanguage()]
  const { call } = useApi()
  const key = useShortcut('screening.askCorrection')
  const [asking, setAsking] = useState(false)
  useCommand('screening.askCorrection', () => { setAsking(true) })
  const ask = async (reason: string) => {
    session.replace(await call('reading.askCorrection', { readingId: reading.id, reason }))
    setAsking(false)
  }
  return (
    <Section title={words.section}>
      <p className="ui-muted correction-words">{words.askText}</p>
      <div className="correction-acts"><Button icon={<FilePenLine size={14} aria-hidden />} {...(key === undefined ? {} : { shortcut: key })} onClick={() => { setAsking(true) }}>{words.ask}</Button></div>
      {asking ? (
        <ReasonDialog title={words.title(patient)} text={words.text} act={words.send} reasons={words.reasons} refused={words.refused} onAct={ask} onClose={() => { setAsking(false) }}>
          <ul className="correction-follows">{[...words.follows, ...(reading.kind === 'FIRST' ? [words.followsFirst] : [])].map((one) => <li key={one}>{one}</li>)}</ul>
        </ReasonDialog>
      ) : null}
    </Section>
  )
}
