/** An exam that was gone to from outside the list, whatever the list in view holds. The keyboard goes with it. */
import { useEffect, type RefObject } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, Notice, Waiting } from '../ui/index.ts'
import { ExamDetail } from './ExamDetail.tsx'
import { useDeskWords } from './use-desk-words.ts'

export function WantedExam({ study, focusRef }: { study: StudyInstanceUID; focusRef: RefObject<HTMLDivElement | null> }) {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const answer = useOperation('structure.exam', { studyInstanceUID: study })
  const isOpen = answer.data !== undefined
  useEffect(() => { focusRef.current?.focus() }, [focusRef, isOpen, study])
  if (answer.data !== undefined) return <ExamDetail exam={answer.data} focusRef={focusRef} />
  return (
    <div className="dk-detail" ref={focusRef} tabIndex={-1}>
      {answer.error === null ? <Waiting>{words.opening}</Waiting> : <Notice tone="alert" title={words.detailFailed} action={<Button onClick={() => { void answer.refetch() }}>{common('retry')}</Button>}>{problem(answer.error)}</Notice>}
    </div>
  )
}
