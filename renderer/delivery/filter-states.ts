/** What the page of deliveries is narrowed to by one key. */
import type { DeliveryFilter, OutboxState } from '../../main/contract/index.ts'

export const noFilter: DeliveryFilter = { states: [], destinations: [], kinds: [], urgentOnly: false, from: null, until: null, text: '' }

export const failedStates: readonly OutboxState[] = ['dead']
export const openStates: readonly OutboxState[] = ['queued', 'leased', 'sent_unknown', 'delivered', 'retry_wait', 'dead']
export const hasStates = (filter: DeliveryFilter, states: readonly OutboxState[]): boolean => filter.states.length === states.length && states.every((state) => filter.states.includes(state))
/** The same again takes it away. */
export const withStates = (filter: DeliveryFilter, states: readonly OutboxState[]): DeliveryFilter => ({ ...filter, states: hasStates(filter, states) ? [] : [...states] })
