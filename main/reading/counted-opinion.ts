/** A final opinion for what is counted and followed: one's own with the reader's key, everybody's for a coordinator who
 *  does not read, with the centre's. Nothing of a reading that is still open is opened. */
import { ExpectedError, type Account, type Avis } from '../contract/index.ts'
import { followsExams } from '../domain/second-reading/index.ts'
import type { ReadingRow } from './reading-rows.ts'
import { finalMoment, openOpinion, type OpeningPorts } from './sealed-opinions.ts'

export async function countedOpinion(ports: OpeningPorts, account: Pick<Account, 'id' | 'roles'>, readingId: string, moment: 'FROZEN' | 'SIGNED' | 'FINAL'): Promise<Avis> {
  const row = ports.store.prepare<[string], ReadingRow>('SELECT * FROM readings WHERE id = ? AND signed_at IS NOT NULL').get(readingId)
  const own = row?.account_id === account.id
  if (row === undefined || !(own || followsExams(account))) throw new ExpectedError('request/not-found')
  return (await openOpinion(ports, row, moment === 'FINAL' ? finalMoment(ports.store, row.id) : moment, own ? 'own' : 'other')).avis
}
