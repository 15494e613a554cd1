/** Priorities as the tables keep them: their place in the contract's list, 0 highest. */
import { retrievePriority, type RetrievePriority } from '../../contract/index.ts'

export const rankOf = (priority: RetrievePriority): number => retrievePriority.options.indexOf(priority)

export function priorityAt(rank: number): RetrievePriority {
  const priority = retrievePriority.options[rank]
  if (priority === undefined) throw new Error('no such priority')
  return priority
}

/** What a reader waits for now is asked for at any hour. */
export const atAnyHour = (priority: RetrievePriority): boolean => rankOf(priority) <= rankOf('NEXT_IN_SESSION')
