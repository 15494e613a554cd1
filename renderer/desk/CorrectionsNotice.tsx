/** Above every tab of the desk: how many corrections wait for an answer, and the way to the next one. */
import { FilePenLine } from 'lucide-react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Notice } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'
import { useCorrectionRequests } from './use-correction-requests.ts'

/** `shown`: the exam that was gone to last; the next one follows it. */
export function CorrectionsNotice({ shown, onShow }: { shown: StudyInstanceUID | null; onShow: (study: StudyInstanceUID) => void }) {
  const { correction: words } = useDeskWords()
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const key = useShortcut('desk.nextCorrection')
  const { rows, error, retry } = useCorrectionRequests()
  const exams = [...new Set(rows.map(({ studyInstanceUID }) => studyInstanceUID))]
  const next = exams[(exams.findIndex((study) => study === shown) + 1) % exams.length]
  useCommand('desk.nextCorrection', () => { if (next !== undefined) onShow(next) }, { enabled: next !== undefined })
  if (error !== null) return <div className="dk-notice"><Notice tone="alert" title={words.failed} action={<Button onClick={retry}>{common('retry')}</Button>}>{problem(error)}</Notice></div>
  if (next === undefined) return null
  return (
    <div className="dk-notice">
      <Notice tone="neutral" title={rows.length === 1 ? words.waitsOne : filled(words.waits, { n: format.number(rows.length) })}
        action={<Button icon={<FilePenLine size={14} aria-hidden />} {...(key === undefined ? {} : { shortcut: key })} onClick={() => { onShow(next) }}>{exams.length === 1 ? words.show : words.showNext}</Button>} />
    </div>
  )
}
