/** A second reader's own figures of the last twelve months. */
import { useEffect } from 'react'
import { useAct, useProblemText } from '../api/index.ts'
import { Dialog, Notice, Waiting } from '../ui/index.ts'
import { ReaderFigures } from './Feedback.tsx'
import { today, yearBefore } from './today.ts'
import { useDeskWords } from './use-desk-words.ts'
import './desk.css'

export function OwnFigures({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useDeskWords()
  return <Dialog open={open} onClose={onClose} title={words.own} description={words.ownText}><Figures /></Dialog>
}

function Figures() {
  const words = useDeskWords()
  const problem = useProblemText()
  const { mutate, data, error } = useAct('structure.feedback')
  useEffect(() => { mutate({ reader: null, from: yearBefore(today()), to: today() }) }, [mutate])
  if (error !== null) return <Notice tone="alert">{problem(error)}</Notice>
  if (data === undefined) return <Waiting block>{words.loading}</Waiting>
  return data.readers.some(({ second }) => second !== null) ? <ReaderFigures readers={data.readers} /> : <p className="ui-muted">{words.ownNone}</p>
}
