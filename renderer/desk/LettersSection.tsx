/** Letters of one exam: those that are due, with their days, and those that left. */
import { Download, MailCheck } from 'lucide-react'
import { useState } from 'react'
import { letterPdfPath, type ExamRow } from '../../main/contract/index.ts'
import { useApi, useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useFormat } from '../i18n/index.ts'
import { Button, IconButton, useToast } from '../ui/index.ts'
import { LetterDialog } from './LetterDialog.tsx'
import { saveFile } from './save-file.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

type Due = ExamRow['lettersDue'][number]
type Issued = ExamRow['letters'][number]

export function LettersSection({ exam }: { exam: ExamRow }) {
  const words = useDeskWords()
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const { bytes } = useApi()
  const [preparing, setPreparing] = useState<Due | null>(null)
  const next = exam.lettersDue[0]
  const shortcut = useShortcut('desk.letter')
  useCommand('desk.letter', () => { setPreparing(next ?? null) }, { enabled: next !== undefined })
  const named = ({ recipient, result }: Pick<Due, 'recipient' | 'result'>) => format.labelled(words.recipients[recipient], words.letterKinds[result])
  const days = ({ from, by }: Due) => (from === by ? filled(words.dueAt, { by: format.day(by) }) : filled(words.dueBetween, { from: format.day(from), by: format.day(by) }))
  const save = async ({ id, issuedAt }: Issued) => {
    try {
      saveFile(`courrier-${issuedAt.slice(0, 10)}-${id.slice(0, 8)}.pdf`, await (await bytes(letterPdfPath(id))).arrayBuffer(), 'application/pdf')
    } catch (error) {
      toast({ tone: 'alert', title: words.pdfFailed, description: problem(error) })
    }
  }
  return (
    <section>
      <h3>{words.letters}</h3>
      <ul className="dk-letters">
        {exam.lettersDue.map((due) => (
          <li key={`${due.recipient} ${due.result}`}>
            <span>{named(due)}<span className="dk-number">{days(due)}</span></span>
            <Button onClick={() => { setPreparing(due) }} {...(due === next && shortcut !== undefined ? { shortcut } : {})}>{words.prepare}<span className="ui-visually-hidden">{` ${named(due)}`}</span></Button>
          </li>
        ))}
        {exam.letters.map((letter) => (
          <li key={letter.id}>
            <span><MailCheck size={14} aria-hidden /> {named(letter)}<span className="dk-number">{filled(words.issuedOn, { day: format.day(letter.issuedAt) })}</span></span>
            <IconButton label={`${words.savePdf} (${named(letter)})`} icon={<Download size={14} aria-hidden />} onClick={() => { void save(letter) }} />
          </li>
        ))}
      </ul>
      {preparing === null ? null : <LetterDialog exam={exam} letter={preparing} onClose={() => { setPreparing(null) }} />}
    </section>
  )
}
