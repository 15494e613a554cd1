/** The keys of the page of deliveries that narrow it: what failed, what is not finished, what is urgent, all of it. */
import type { RefObject } from 'react'
import type { DeliveryFilter } from '../../main/contract/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { failedStates, noFilter, openStates, withStates } from './filter-states.ts'

export function useFilterKeys(filter: DeliveryFilter, onFilter: (filter: DeliveryFilter) => void, search: RefObject<HTMLInputElement | null>): void {
  useCommand('deliveries.search', () => { search.current?.focus() })
  useCommand('deliveries.failed', () => { onFilter(withStates(filter, failedStates)) })
  useCommand('deliveries.open', () => { onFilter(withStates(filter, openStates)) })
  useCommand('deliveries.urgent', () => { onFilter({ ...filter, urgentOnly: !filter.urgentOnly }) })
  useCommand('deliveries.all', () => { onFilter(noFilter) })
}
