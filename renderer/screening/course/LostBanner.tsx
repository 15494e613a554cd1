/** The exam is not this reader's any more: why, that nothing typed is lost, and the way on. */
import { useState } from 'react'
import { useProblemText } from '../../api/index.ts'
import { useLanguage } from '../../i18n/index.ts'
import { Button, Notice } from '../../ui/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import './course.css'
import { lossOf, mayRetake } from './loss.ts'
import { courseStrings } from './strings.ts'

export function LostBanner({ session, error, onNext }: { session: ReadingSession; error: unknown; onNext: (() => void) | null }) {
  const words = courseStrings[useLanguage()]
  const sentence = useProblemText()
  const [busy, setBusy] = useState(false)
  const loss = lossOf(error)
  if (loss === null) return null
  const retake = () => {
    setBusy(true)
    void session.retake().finally(() => { setBusy(false) })
  }
  return (
    <div className="course-lost">
      <Notice tone="alert" title={words.lossTitle[loss]}>
        <p>{loss === 'left' ? words.leftText : sentence(error)}</p>
        <p>{words.kept}</p>
        <div className="course-acts">
          {mayRetake(loss) ? <Button variant="primary" disabled={busy} onClick={retake}>{words.retake}</Button> : null}
          {onNext === null ? null : <Button onClick={onNext}>{words.next}</Button>}
        </div>
      </Notice>
    </div>
  )
}
