/** The rows of the page in view, out of thousands: pages of 200, asked for as they come into view. While another filter is
 *  being read the former rows stay. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeliveryFilter, DeliveryRow, Output } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'

const pageSize = 200
type Page = Output<'delivery.page'>

export interface DeliveryRows {
  /** Null until the first answer. */
  readonly total: number | null
  readonly states: Page['states']
  row(index: number): DeliveryRow | undefined
  readonly pending: boolean
  readonly error: unknown
  retry(): void
}

export function useDeliveryRows(wanted: DeliveryFilter, visible: { first: number; last: number }): DeliveryRows {
  const { call } = useApi()
  const page = (filter: DeliveryFilter, number: number) => {
    const input = { filter, offset: number * pageSize, limit: pageSize }
    return { queryKey: ['delivery.page', input] as const, queryFn: ({ signal }: { signal: AbortSignal }): Promise<Page> => call('delivery.page', input, { signal }) }
  }
  const first = useQuery(page(wanted, 0))
  const [settled, settle] = useState(wanted)
  if (settled !== wanted && first.data !== undefined) settle(wanted)
  const from = Math.floor(visible.first / pageSize), to = Math.floor(visible.last / pageSize)
  const numbers = [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)])]
  const pages = useQueries({ queries: numbers.map((number) => page(settled, number)) })
  return {
    total: pages[0]?.data?.total ?? null,
    states: pages[0]?.data?.states ?? {},
    row: (index) => pages[numbers.indexOf(Math.floor(index / pageSize))]?.data?.rows[index % pageSize],
    pending: settled !== wanted,
    error: first.error ?? pages.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      void first.refetch()
      for (const answer of pages) if (answer.error !== null) void answer.refetch()
    },
  }
}
