/** A reader calls an ordinary report urgent, or not, before signing it; on record. */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import type { ReadingPorts } from './ports.ts'
import { ownReading } from './reading-rows.ts'
import { changed } from './write-opinion.ts'

export async function markUrgent(ports: ReadingPorts, account: Account, { readingId, urgent }: ParsedInput<'reading.markUrgent'>, context: CallContext): Promise<Reading> {
  const { store } = ports
  const row = ownReading(store, readingId, account)
  if (row.signed_at !== null || row.kind !== 'PLAIN') throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  context.act(row.id, () => {
    const { changes } = store.prepare('UPDATE readings SET urgent = ? WHERE id = ? AND signed_at IS NULL').run(urgent ? 1 : 0, row.id)
    if (changes !== 1) throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  }, urgent ? 'urgent' : 'not urgent')
  return changed(ports, account, row)
}
