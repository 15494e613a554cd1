/** On a signed ordinary report: its reader adds to it, replaces it or takes it back. Each act names the patient, says what
 *  follows out there, and is signed with the passphrase. */
import { FilePenLine, FilePlus2, FileX2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Reading } from '../../../main/contract/index.ts'
import { useApi } from '../../api/index.ts'
import { useFormat, useLanguage } from '../../i18n/index.ts'
import { Button, Notice, TextField } from '../../ui/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import { Section } from '../Section.tsx'
import { SignDialog } from '../SignDialog.tsx'
import { amendmentStrings, type Amendment } from './strings.ts'

const icons = { ADDENDUM: FilePlus2, REPLACEMENT: FilePenLine, WITHDRAWAL: FileX2 }
const parts = [['indication', 2, 4000], ['technique', 3, 4000], ['resultats', 8, 20_000], ['conclusion', 4, 4000]] as const

export function AmendReport({ session, reading, patient }: { session: ReadingSession; reading: Reading; patient: string }) {
  const words = amendmentStrings[useLanguage()]
  const format = useFormat()
  const [act, setAct] = useState<Amendment | null>(null)
  const possible: readonly Amendment[] = reading.withdrawnAt === null ? ['ADDENDUM', 'REPLACEMENT', 'WITHDRAWAL'] : ['REPLACEMENT']
  return (
    <>
      {reading.withdrawnAt === null ? null : <Notice tone="warn" title={words.withdrawnTitle}>{words.withdrawn(format.instant(reading.withdrawnAt))}</Notice>}
      {reading.addenda.map(({ at, text }) => <Notice key={at} tone="neutral" title={words.added(format.instant(at))}><p className="reading-words">{text}</p></Notice>)}
      <Section title={words.section}>
        <p className="ui-muted">{words.text}</p>
        <div className="ui-row reading-amend">
          {possible.map((one) => {
            const Icon = icons[one]
            return <Button key={one} icon={<Icon size={14} aria-hidden />} onClick={() => { setAct(one) }}>{words.acts[one]}</Button>
          })}
        </div>
      </Section>
      {act === null ? null : <AmendDialog key={act} act={act} session={session} reading={reading} patient={patient} onClose={() => { setAct(null) }} />}
    </>
  )
}

function AmendDialog({ act, session, reading, patient, onClose }: { act: Amendment; session: ReadingSession; reading: Reading; patient: string; onClose: () => void }) {
  const words = amendmentStrings[useLanguage()]
  const { call } = useApi()
  const first = useRef<HTMLTextAreaElement>(null)
  const [addendum, setAddendum] = useState('')
  const [replacement, setReplacement] = useState(reading.text)
  const [reason, setReason] = useState('')
  const ready = act === 'ADDENDUM' ? addendum.trim() !== '' : reason.trim() !== '' && (act === 'WITHDRAWAL' || replacement.conclusion.trim() !== '')
  const sign = async (passphrase: string): Promise<void> => {
    const readingId = reading.id
    session.replace(await (act === 'ADDENDUM' ? call('reading.addAddendum', { readingId, addendum, passphrase })
      : act === 'REPLACEMENT' ? call('reading.replaceReport', { readingId, replacement, reason, passphrase })
        : call('reading.withdrawReport', { readingId, reason, passphrase })))
  }
  return (
    <SignDialog open title={words.titles[act](patient)} first={first} {...(act === 'WITHDRAWAL' ? { button: words.withdraw } : {})} ready={ready}
      consequence={reading.withdrawnAt === null ? words.consequences[act][reading.left ? 'left' : 'stays'] : words.anew} onClose={onClose} onSign={sign}>
      {act === 'ADDENDUM' ? <TextField label={words.addendum} areaRef={first} lines={6} value={addendum} maxLength={8000} onChange={setAddendum} /> : null}
      {act === 'REPLACEMENT' ? parts.map(([part, lines, maxLength]) => <TextField key={part} label={words.parts[part]} {...(part === 'indication' ? { areaRef: first } : {})} lines={lines} maxLength={maxLength} value={replacement[part]} onChange={(value) => { setReplacement({ ...replacement, [part]: value }) }} />) : null}
      {act === 'ADDENDUM' ? null : <TextField label={words.reason} {...(act === 'WITHDRAWAL' ? { areaRef: first } : {})} hint={words.reasonHint} lines={2} value={reason} maxLength={2000} onChange={setReason} />}
      {ready ? null : <p className="ui-muted">{words.missing[act]}</p>}
    </SignDialog>
  )
}
