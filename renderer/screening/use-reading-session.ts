/** Opens the reading of a study while its panel is shown; saves and lets it go when it leaves. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'
import { type ReadingSession, type ReadingSnapshot, openReadingSession } from './reading-session.ts'

export type OpenedReading =
  | { readonly status: 'opening' }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'open'; readonly session: ReadingSession }

export function useReadingSession(studyInstanceUID: StudyInstanceUID): { opened: OpenedReading; reopen: () => void } {
  const { call } = useApi()
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<{ of: string; opened: OpenedReading } | null>(null)
  const asked = `${studyInstanceUID} ${attempt}`

  useEffect(() => {
    const leaving = new AbortController()
    let session: ReadingSession | null = null
    const hide = () => {
      if (document.visibilityState === 'hidden') void session?.flush()
      // A console that slept may have lost the exam meanwhile.
      else session?.beat()
    }
    openReadingSession({ call }, studyInstanceUID, leaving.signal).then(
      (opened) => {
        if (leaving.signal.aborted) return opened.close()
        session = opened
        setAnswer({ of: asked, opened: { status: 'open', session: opened } })
        return undefined
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setAnswer({ of: asked, opened: { status: 'failed', error } })
      },
    )
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      leaving.abort()
      void session?.close()
    }
  }, [asked, call, studyInstanceUID])

  const reopen = useCallback(() => {
    setAttempt((count) => count + 1)
  }, [])
  return { opened: answer?.of === asked ? answer.opened : { status: 'opening' }, reopen }
}

export function useReadingSnapshot(session: ReadingSession): ReadingSnapshot {
  return useSyncExternalStore(session.subscribe, session.snapshot)
}
