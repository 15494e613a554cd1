/** What can be done with one retrieval, or with all (null). */
import { useMemo } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useAct, useRefresh } from '../api/index.ts'

export interface RetrievalActs {
  readonly error: Error | null
  pause(study: StudyInstanceUID | null): void
  resume(study: StudyInstanceUID | null): void
  cancel(study: StudyInstanceUID | null): void
  /** Also begins again one that failed. */
  start(study: StudyInstanceUID, priority: 'EMERGENCY' | 'OPEN_NOW'): void
}

export function useRetrievalActs(): RetrievalActs {
  const refresh = useRefresh()
  const pause = useAct('retrieve.pause')
  const resume = useAct('retrieve.resume')
  const cancel = useAct('retrieve.cancel')
  const start = useAct('retrieve.start')
  const [doPause, doResume, doCancel, doStart] = [pause.mutate, resume.mutate, cancel.mutate, start.mutate]
  const error = pause.error ?? resume.error ?? cancel.error ?? start.error
  return useMemo(() => {
    const onSettled = () => { refresh('retrieve.jobs', 'worklist.query') }
    return {
      error,
      pause: (studyInstanceUID) => { doPause({ studyInstanceUID }, { onSettled }) },
      resume: (studyInstanceUID) => { doResume({ studyInstanceUID }, { onSettled }) },
      cancel: (studyInstanceUID) => { doCancel({ studyInstanceUID }, { onSettled }) },
      start: (studyInstanceUID, priority) => { doStart({ studyInstanceUID, withPriors: false, priority }, { onSettled }) },
    }
  }, [refresh, doPause, doResume, doCancel, doStart, error])
}
