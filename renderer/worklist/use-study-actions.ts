/** What can be done with one exam of the list, and what Enter means for it: open what is here, fetch what is not, and
 *  wait in front of what is being fetched: it opens by itself. */
import { useCallback } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useAct, useProblemText, useRefresh } from '../api/index.ts'
import { useNavigation, type ReadingQueue } from '../app/navigation.ts'
import { useText } from '../i18n/index.ts'
import { useToast } from '../ui/index.ts'

export interface StudyActions {
  open(study: WorklistRow, queue: ReadingQueue): void
  retrieve(study: WorklistRow, withPriors: boolean): void
  cancelRetrieve(study: WorklistRow): void
}

export function isHere(study: WorklistRow): boolean {
  return study.locality === 'local'
}

export function useStudyActions(): StudyActions {
  const t = useText('worklist')
  const { go } = useNavigation()
  const start = useAct('retrieve.start').mutate
  const cancel = useAct('retrieve.cancel').mutate
  const refresh = useRefresh()
  const toast = useToast()
  const problem = useProblemText()
  const onError = useCallback((error: unknown) => { toast({ tone: 'alert', title: t('retrieve.failed'), description: problem(error) }) }, [toast, t, problem])
  const onSuccess = useCallback(() => { refresh('worklist.query') }, [refresh])

  const retrieve = useCallback((study: WorklistRow, withPriors: boolean) => {
    start({ studyInstanceUID: study.studyInstanceUID, withPriors }, { onError, onSuccess })
  }, [start, onError, onSuccess])
  const cancelRetrieve = useCallback((study: WorklistRow) => {
    cancel({ studyInstanceUID: study.studyInstanceUID }, { onError, onSuccess })
  }, [cancel, onError, onSuccess])
  const open = useCallback((study: WorklistRow, queue: ReadingQueue) => {
    // What waits and is opened is asked for now: the screen that waits for it says so.
    if (isHere(study) || study.locality === 'retrieving') go({ name: 'reading', study, queue })
    else retrieve(study, true)
  }, [go, retrieve])
  return { open, retrieve, cancelRetrieve }
}
