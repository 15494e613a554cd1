/** Images whose side the reader disputes: header against lead marker, which the program never judges. Recorded with the
 *  reading, audited; it blocks freeze and signature until the technical recall names the view or the dispute is
 *  withdrawn (rule R21). */
import { ExpectedError, type Account, type CallContext, type ParsedInput, type Reading } from '../contract/index.ts'
import type { ReadingPorts } from './ports.ts'
import { ownReading } from './reading-rows.ts'
import { changed } from './write-opinion.ts'

export async function disputeSide(ports: ReadingPorts, account: Account, input: ParsedInput<'reading.disputeSide'>, context: CallContext): Promise<Reading> {
  const { store } = ports
  const row = ownReading(store, input.readingId, account)
  const isOfStudy = ports.study(row.study_instance_uid)?.images.some(({ sopInstanceUID }) => sopInstanceUID === input.sopInstanceUID) ?? false
  if (!isOfStudy) throw new ExpectedError('request/not-found', { subject: input.sopInstanceUID })
  if (row.signed_at !== null || row.kind === 'PLAIN') throw new ExpectedError('reading/invalid-transition', { subject: row.id })
  context.act(row.id, () => {
    if (input.disputed) store.prepare('INSERT OR IGNORE INTO disputed_sides (reading_id, sop_uid, disputed_at) VALUES (?, ?, ?)').run(row.id, input.sopInstanceUID, ports.now().toISOString())
    else store.prepare('DELETE FROM disputed_sides WHERE reading_id = ? AND sop_uid = ?').run(row.id, input.sopInstanceUID)
  }, input.disputed ? 'dispute-side' : 'withdraw-dispute')
  return changed(ports, account, row)
}
