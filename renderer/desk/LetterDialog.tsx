/** A letter as it would leave, before it does: dark like everything else, printed black on white. */
import { Fragment } from 'react'
import type { ExamRow } from '../../main/contract/index.ts'
import { useAct, useOperation, useProblemText } from '../api/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Dialog, Notice, useToast, Waiting } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

export function LetterDialog({ exam, letter, onClose }: { exam: ExamRow; letter: ExamRow['lettersDue'][number]; onClose: () => void }) {
  const words = useDeskWords()
  const common = useText('common')
  const format = useFormat()
  const problem = useProblemText()
  const toast = useToast()
  const input = { studyInstanceUID: exam.studyInstanceUID, result: letter.result, recipient: letter.recipient }
  const preview = useOperation('structure.previewLetter', input)
  const issue = useAct('structure.issueLetter')
  const submit = () => {
    issue.mutate(input, {
      onSuccess: () => {
        toast({ tone: 'ok', title: words.issued })
        onClose()
      },
    })
  }
  const shown = preview.data
  return (
    <Dialog open onClose={onClose} size="wide" title={words.letterTitle} description={format.labelled(words.recipients[letter.recipient], words.letterKinds[letter.result])}
      footer={<><Button onClick={onClose}>{common('cancel')}</Button><Button variant="primary" disabled={shown === undefined || issue.isPending} onClick={submit}>{words.issue}</Button></>}>
      {preview.error !== null ? <Notice tone="alert">{problem(preview.error)}</Notice> : shown === undefined ? <Waiting block>{common('loading')}</Waiting> : (
        <article className="dk-letter" lang="fr">
          <p className="dk-letter-sender">{shown.structure}</p>
          <p className="dk-letter-to">{shown.addressee === '' ? <><em>{words.noAddressee}</em><br /></> : shown.addressee.split('\n').map((line) => <Fragment key={line}>{line}<br /></Fragment>)}{filled(words.letterDated, { day: format.day(shown.dated) })}</p>
          <h3>{shown.subject}</h3>
          {shown.paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        </article>
      )}
      {issue.error === null ? null : <Notice tone="alert">{problem(issue.error)}</Notice>}
    </Dialog>
  )
}
