/** The signed versions of a reading, oldest first: the one of the signature, and one for each correction. Each is opened from
 *  its own envelope; the last one stands, the others are kept. */
import type { Avis, Reading } from '../contract/index.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'
import { correctedVersions, opinionOf } from './sealed-opinions.ts'

interface Kept { readonly envelope: string; readonly digest: string; readonly moment: 'SIGNED' | 'CORRECTED' }

/** `standing`: the opinion that stands, opened already. */
export async function versionsOf({ store, sealing }: Pick<ReadingPorts, 'store' | 'sealing'>, row: ReadingRow, standing: Avis): Promise<Reading['versions']> {
  if (row.signed_at === null) return []
  if (correctedVersions(store, row.id) === 0) return [{ signedAt: row.signed_at, avis: standing }]
  const kept = store.prepare<[string], Kept>(`SELECT envelope, digest, moment FROM sealed_opinions WHERE reading_id = ? AND moment IN ('SIGNED', 'CORRECTED') ORDER BY rowid`).all(row.id)
  return Promise.all(kept.map(async ({ envelope, digest, moment }) => {
    const { at, avis } = await opinionOf(sealing.openOwn(envelope, digest), row, moment)
    return { signedAt: at, avis }
  }))
}
