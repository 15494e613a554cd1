/** Orders the outbox for a reader: what needs a look, what is under way, what was acknowledged; newest first. */
import type { OutboxRow, OutboxState } from '../../main/contract/index.ts'
import type { Tone } from '../ui/index.ts'

export type Section = 'attention' | 'pending' | 'done'

const sectionOfState: Record<OutboxState, Section> = {
  dead: 'attention', sent_unknown: 'attention', retry_wait: 'pending', queued: 'pending', leased: 'pending', delivered: 'done', confirmed: 'done', superseded: 'done',
}

export const toneOfState: Record<OutboxState, Tone> = {
  dead: 'alert', sent_unknown: 'warn', retry_wait: 'warn', queued: 'neutral', leased: 'accent', delivered: 'ok', confirmed: 'ok', superseded: 'neutral',
}

/** What the reader may start again by hand: what waits or was refused, never what may be on its way. */
export function mayRetry(row: OutboxRow): boolean {
  return row.state === 'dead' || row.state === 'retry_wait' || row.state === 'sent_unknown'
}

/** What somebody may answer for otherwise: what was tried and has not been taken; a letter has no other way. */
export function mayHandle(row: OutboxRow): boolean {
  return (mayRetry(row) || (row.state === 'queued' && row.attempts > 0)) && row.attempts > 0 && row.kind !== 'EXCHANGE'
}

export function inSections(rows: readonly OutboxRow[]): { section: Section; rows: readonly OutboxRow[] }[] {
  const newestFirst = rows.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
  return (['attention', 'pending', 'done'] as const)
    .map((section) => ({ section, rows: newestFirst.filter((row) => sectionOfState[row.state] === section) }))
    .filter((group) => group.rows.length > 0)
}
