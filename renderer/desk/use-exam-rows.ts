/** The exams in view: pages of 200, asked for as they come into view. While another filter is being read the former rows
 *  stay, so that nothing jumps or blanks. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { ExamFilter, ExamRow, Output } from '../../main/contract/index.ts'
import { useApi } from '../api/index.ts'

const pageSize = 200

export interface ExamRows {
  /** The first page: totals and what the filters offer. Undefined until the first answer. */
  readonly head: Output<'structure.exams'> | undefined
  row(index: number): ExamRow | undefined
  /** Where an exam is now among the rows that were read; null where it left them. */
  indexOf(study: string | null): number | null
  readonly pending: boolean
  readonly error: unknown
  retry(): void
}

export function useExamRows(filter: ExamFilter, visible: { first: number; last: number }): ExamRows {
  const { call } = useApi()
  const page = (number: number) => {
    const input = { filter, offset: number * pageSize, limit: pageSize }
    return { queryKey: ['structure.exams', input] as const, queryFn: ({ signal }: { signal: AbortSignal }) => call('structure.exams', input, { signal }) }
  }
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData })
  const from = Math.floor(visible.first / pageSize)
  const numbers = Array.from({ length: Math.floor(visible.last / pageSize) - from + 1 }, (_, step) => from + step).filter((number) => number > 0)
  const others = useQueries({ queries: numbers.map(page) })
  return {
    head: first.data,
    row(index) {
      const number = Math.floor(index / pageSize)
      return (number === 0 ? first.data : others[numbers.indexOf(number)]?.data)?.rows[index % pageSize]
    },
    indexOf(study) {
      if (study === null) return null
      for (const [number, answer] of [[0, first.data] as const, ...numbers.map((one, at) => [one, others[at]?.data] as const)]) {
        const at = answer?.rows.findIndex(({ studyInstanceUID }) => studyInstanceUID === study) ?? -1
        if (at >= 0) return number * pageSize + at
      }
      return null
    },
    pending: first.isPlaceholderData,
    error: first.error ?? others.find((answer) => answer.error !== null)?.error ?? null,
    retry() {
      void first.refetch()
      for (const answer of others) if (answer.error !== null) void answer.refetch()
    },
  }
}
