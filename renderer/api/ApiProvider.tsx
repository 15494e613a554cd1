/** Gives the client and its answers' cache to the tree, and lets events make answers stale. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { Api } from './api.ts'
import { ConnectionError } from './errors.ts'
import { staleAfter } from './freshness.ts'
import { createRetrievals, type Retrievals } from './retrievals.ts'

export type WindowApi = Api & { readonly retrievals: Retrievals }

const ApiContext = createContext<WindowApi | null>(null)

export function useApi(): WindowApi {
  const api = useContext(ApiContext)
  if (api === null) throw new Error('No client above this component')
  return api
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Events say when an answer is stale; only a missing answer is asked for again, and only twice.
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) => error instanceof ConnectionError && error.kind === 'unreachable' && failures < 2,
        retryDelay: 400,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

export function ApiProvider({ api, queries, children }: { api: Api; queries: QueryClient; children: ReactNode }) {
  const [value] = useState<WindowApi>(() => ({ ...api, retrievals: createRetrievals(api.events) }))
  useEffect(() => {
    const unsubscribe = api.events.subscribe((event) => {
      const stale = staleAfter(event)
      if (stale === 'all') void queries.invalidateQueries()
      else for (const name of stale) void queries.invalidateQueries({ queryKey: [name] })
    })
    api.events.start()
    return () => {
      unsubscribe()
      api.events.stop()
    }
  }, [api, queries])
  return (
    <ApiContext value={value}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  )
}
