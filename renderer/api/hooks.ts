/** Fetching hooks. Query keys are `[operation, input]`: freshness and clearing work by operation name. */
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Input, OperationName, Output, StudyInstanceUID } from '../../main/contract/index.ts'
import { useApi } from './ApiProvider.tsx'
import type { EventState, StreamSignal } from './event-stream.ts'
import type { Retrieval } from './retrievals.ts'

export function useOperation<N extends OperationName>(name: N, input: Input<N>, options: { enabled?: boolean; keepPrevious?: boolean } = {}): UseQueryResult<Output<N>> {
  const { call } = useApi()
  return useQuery<Output<N>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: (previous: Output<N> | undefined) => previous } : {}),
  } as Parameters<typeof useQuery<Output<N>>>[0])
}

export function useAct<N extends OperationName>(name: N): UseMutationResult<Output<N>, Error, Input<N>> {
  const { call } = useApi()
  return useMutation({ mutationKey: [name], mutationFn: (input: Input<N>) => call(name, input) })
}

/** Asks the named operations again wherever they are shown. */
export function useRefresh(): (...names: OperationName[]) => void {
  const queries = useQueryClient()
  return useCallback((...names: OperationName[]) => { for (const name of names) void queries.invalidateQueries({ queryKey: [name] }) }, [queries])
}

export function useServerEvent(listener: (event: StreamSignal) => void): void {
  const { events } = useApi()
  const latest = useRef(listener)
  useEffect(() => { latest.current = listener })
  useEffect(() => events.subscribe((event) => { latest.current(event) }), [events])
}

export function useEventState(): EventState {
  const { events } = useApi()
  return useSyncExternalStore(events.subscribeState, events.state)
}

/** Progress of the retrieval of a study; undefined when none is under way. */
export function useRetrieval(study: StudyInstanceUID): Retrieval | undefined {
  const { retrievals } = useApi()
  return useSyncExternalStore(retrievals.subscribe, () => retrievals.of(study))
}
