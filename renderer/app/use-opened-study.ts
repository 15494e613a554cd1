/** The study being read with its priors. Every opening is asked for anew, because main records each access; what was
 *  read ahead of time is shown while the answer comes. */
import { replaceEqualDeep, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Call, Output, StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'

type Case = Output<'study.open'>
const aheadKey = (study: StudyInstanceUID) => ['study.ahead', study] as const

export function useOpenedStudy(study: StudyInstanceUID, options: { enabled: boolean }): { data: Case | undefined; error: unknown; retry: () => void } {
  const { call } = useApi()
  const queries = useQueryClient()
  const asked = useQuery({
    queryKey: ['study.open', { studyInstanceUID: study }],
    queryFn: ({ signal }) => call('study.open', { studyInstanceUID: study }, { signal }),
    enabled: options.enabled,
    staleTime: 0,
    gcTime: 0,
    refetchOnMount: 'always',
    // The answer is nearly always what was read ahead: taken as the same, nothing is hung and painted a second time.
    structuralSharing: (known, fresh) => {
      const ahead = queries.getQueryData<Case>(aheadKey(study))
      const shared: unknown = replaceEqualDeep(ahead, fresh)
      return known === undefined || shared === ahead ? shared : replaceEqualDeep(known, fresh)
    },
    placeholderData: () => queries.getQueryData<Case>(aheadKey(study)),
  })
  const { refetch } = asked
  const retry = useCallback(() => { void refetch() }, [refetch])
  return { data: asked.data, error: asked.error, retry }
}

/** Opens a study that is likely to be next, once; looking at it is asked for anew when it is shown. */
export async function openAhead(queries: QueryClient, call: Call, study: StudyInstanceUID, signal: AbortSignal): Promise<Case> {
  return await queries.fetchQuery({ queryKey: aheadKey(study), queryFn: () => call('study.open', { studyInstanceUID: study, ahead: true }, { signal }), staleTime: Infinity })
}
