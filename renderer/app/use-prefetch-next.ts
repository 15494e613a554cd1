/** While one exam is read the next one of the list is made ready: fetched when it is remote, decoded when it is here.
 *  A failure costs nothing: the exam is then opened in the ordinary way, which says what is wrong. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'
import type { ReadingViewerHandle } from '../viewer/index.ts'
import { openAhead } from './use-opened-study.ts'

/** After the images of the exam on screen have had their turn. */
const afterMs = 1500

export function usePrefetchNext({ next, ready, viewer }: { next: WorklistRow | null; ready: boolean; viewer: ReadingViewerHandle | null }): void {
  const { call } = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    if (next === null || !ready || viewer === null || !next.modalities.some((modality) => modality !== 'EEG')) return undefined
    const abort = new AbortController()
    const prepare = async () => {
      if (next.locality === 'remote' || next.locality === 'partial') await call('retrieve.start', { studyInstanceUID: next.studyInstanceUID, withPriors: true, priority: 'NEXT_IN_SESSION' })
      if (next.locality !== 'local') return
      const opened = await openAhead(queries, call, next.studyInstanceUID, abort.signal)
      await viewer.prefetch([opened.current, ...opened.priors], abort.signal)
    }
    const timer = setTimeout(() => { prepare().catch(() => undefined) }, afterMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [next, ready, viewer, call, queries])
}
