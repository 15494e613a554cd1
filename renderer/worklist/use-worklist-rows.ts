/** The rows on screen out of 100,000: pages of 200, asked for as they come into view, aborted when they leave it.
 *  While another filter or order is being read the former rows stay, so that nothing jumps or blanks. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output, WorklistFilter, WorklistRow } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'
import type { WorklistSort } from './state.ts'

export const pageSize = 200

export interface WorklistQuery {
  readonly filter: WorklistFilter
  readonly sort: WorklistSort
}

export interface WorklistRows {
  readonly query: WorklistQuery
  /** Null until the first answer. */
  readonly total: number | null
  /** Undefined while its page is on the way. */
  row(index: number): WorklistRow | undefined
  /** The rows of the page that holds this index, and where that page begins. */
  pageOf(index: number): { rows: readonly WorklistRow[]; offset: number }
  readonly pending: boolean
  readonly error: unknown
  retry(): void
}

type Page = Output<'worklist.query'>

export function useWorklistRows(wanted: WorklistQuery, visible: { first: number; last: number }): WorklistRows {
  const { call } = useApi()
  const page = (query: WorklistQuery, number: number) => {
    const input = { ...query, offset: number * pageSize, limit: pageSize }
    return { queryKey: ['worklist.query', input] as const, queryFn: ({ signal }: { signal: AbortSignal }): Promise<Page> => call('worklist.query', input, { signal }) }
  }
  const first = useQuery(page(wanted, 0))
  const [settled, settle] = useState(wanted)
  if (settled !== wanted && first.data !== undefined) settle(wanted)

  const from = Math.floor(visible.first / pageSize)
  const to = Math.floor(visible.last / pageSize)
  const numbers = [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)])]
  const pages = useQueries({ queries: numbers.map((number) => page(settled, number)) })
  const rowsOf = (number: number) => pages[numbers.indexOf(number)]?.data?.rows ?? []

  return {
    query: settled,
    total: pages[0]?.data?.total ?? null,
    row: (index) => rowsOf(Math.floor(index / pageSize))[index % pageSize],
    pageOf: (index) => ({ rows: rowsOf(Math.floor(index / pageSize)), offset: Math.floor(index / pageSize) * pageSize }),
    pending: settled !== wanted,
    error: first.error ?? pages.find((answer) => answer.error !== null)?.error ?? null,
    retry: () => {
      void first.refetch()
      for (const answer of pages) if (answer.error !== null) void answer.refetch()
    },
  }
}
