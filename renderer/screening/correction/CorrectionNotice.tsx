/** Where the correction of a signed reading stands: asked for, refused, or agreed to and still to be written. While it waits the
 *  coordinator's answer is heard; after a lost connection it is asked for again. */
import { FilePenLine } from 'lucide-react'
import type { Reading } from '../../../main/contract/index.ts'
import { useApi, useServerEvent } from '../../api/index.ts'
import { useCommand, useShortcut } from '../../app/commands/index.ts'
import { useFormat, useLanguage } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import { correctionStrings } from './strings.ts'

export function CorrectionNotice({ session, reading, onWrite }: { session: ReadingSession; reading: Reading; onWrite: () => void }) {
  const words = correctionStrings[useLanguage()]
  const format = useFormat()
  const { correction } = reading
  if (correction === null) return null
  const at = format.instant(correction.askedAt)
  if (correction.state === 'ASKED') return <><AnswerHeard session={session} /><Notice tone="neutral" title={words.asked}>{words.askedText(at)}</Notice></>
  if (correction.state === 'REFUSED') return <Notice tone="warn" title={words.declined}>{words.declinedText(at)}</Notice>
  return <Notice tone="neutral" title={words.agreed} action={<WriteButton onWrite={onWrite} />}>{words.agreedText(reading.versions.length + 1)}</Notice>
}

function AnswerHeard({ session }: { session: ReadingSession }) {
  const { call } = useApi()
  useServerEvent((event) => {
    const { studyInstanceUID, correction } = session.snapshot().reading
    if (correction?.state !== 'ASKED' || !(event.type === 'reopened' || (event.type === 'reading.changed' && event.studyInstanceUID === studyInstanceUID))) return
    // Not heard now: said again after the next event, or when the exam is opened again.
    call('reading.open', { studyInstanceUID }).then(session.replace, () => undefined)
  })
  return null
}

function WriteButton({ onWrite }: { onWrite: () => void }) {
  const words = correctionStrings[useLanguage()]
  const key = useShortcut('screening.askCorrection')
  useCommand('screening.askCorrection', onWrite)
  return <Button variant="primary" icon={<FilePenLine size={14} aria-hidden />} {...(key === undefined ? {} : { shortcut: key })} onClick={onWrite}>{words.write}</Button>
}
