/** In a session the exam ahead is known by its identifier alone: opened and decoded while the one on screen is read. It is
 *  not named before it is shown. A failure costs nothing: the exam is then opened in the ordinary way. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'
import type { ReadingViewerHandle } from '../viewer/index.ts'
import { openAhead } from './use-opened-study.ts'

/** Milliseconds that the painting of the exam on screen is waited for at most. */
const patience = 1500

export function usePrefetchAhead({ ahead, ready, viewer }: { ahead: StudyInstanceUID | null; ready: boolean; viewer: ReadingViewerHandle | null }): void {
  const { call } = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    if (ahead === null || !ready || viewer === null) return undefined
    const abort = new AbortController()
    const prepare = async () => {
      const opened = await openAhead(queries, call, ahead, abort.signal)
      await viewer.prefetch([opened.current, ...opened.priors], abort.signal)
    }
    const idle = requestIdleCallback(() => { prepare().catch(() => undefined) }, { timeout: patience })
    return () => {
      cancelIdleCallback(idle)
      abort.abort()
    }
  }, [ahead, ready, viewer, call, queries])
}
