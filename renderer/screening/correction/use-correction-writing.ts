/** The correction that is being written, for as long as its panel is shown. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useApi } from '../../api/index.ts'
import type { ReadingSession } from '../reading-session.ts'
import { createCorrectionWriting, type CorrectionWriting, type WritingSnapshot } from './correction-writing.ts'

export function useCorrectionWriting(session: ReadingSession): { writing: CorrectionWriting; written: WritingSnapshot } {
  const { call } = useApi()
  const [writing] = useState(() => createCorrectionWriting({ call, schedule, now: () => new Date(), onSaved: session.replace }, session.snapshot().reading))
  useEffect(() => {
    const hide = () => { if (document.visibilityState === 'hidden') void writing.flush() }
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      writing.leave()
    }
  }, [writing])
  return { writing, written: useSyncExternalStore(writing.subscribe, writing.snapshot) }
}

function schedule(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  return () => { clearTimeout(timer) }
}
