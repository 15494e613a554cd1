/** How the viewer gets results of computer-aided detection: asked of main at each wish, and what main refuses comes as its
 *  sentence. Nothing is kept here: what a reader may see changes while the study is open. */
import { useCallback } from 'react'
import type { StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi, useProblemText } from '../api/index.ts'
import type { LoadCad } from '../viewer/index.ts'

export function useCadLoader(): LoadCad {
  const { call } = useApi()
  const sentence = useProblemText()
  return useCallback(async (studyInstanceUID) => {
    try {
      return await call('study.cad', { studyInstanceUID: studyInstanceUID as StudyInstanceUID })
    } catch (error) {
      return { problem: sentence(error) }
    }
  }, [call, sentence])
}
