/** A signed reading that is corrected on another console than the centre's: asked for there, answered by a coordinator, signed
 *  there, and kept here as the version that stands. In the transaction of each letter. */
import { ExpectedError, type AccountId, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { goesToSecondReader } from '../../domain/sheet/index.ts'
import { correctionById, insertCorrection, lastCorrection, markAnswered, markCorrected } from '../correction-rows.ts'
import { firstCorrected } from '../corrections.ts'
import { hasLeft } from '../has-left.ts'
import type { ReadingPorts } from '../ports.ts'
import { readingById, roundOf, type ReadingRow } from '../reading-rows.ts'
import { isKnown, openForeign } from '../sealed-opinions.ts'
import { keepForeign, type Taking } from './at-centre.ts'
import { changed, nothingNew, readerOf, record } from './common.ts'

export function correctionAsked(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { readingId, correctionId, at, reason }: RoundMessageOf<'CORRECTION_ASKED'>): Taking {
  const { store } = ports
  if (correctionById(store, correctionId) !== null) return nothingNew
  const row = signedBy(ports, from, study, readingId)
  // The signature, or the end of an earlier correction, has not come yet.
  if (row === null || ['ASKED', 'AGREED'].includes(lastCorrection(store, row.id)?.state ?? '')) return 'LATER'
  return () => {
    insertCorrection(store, { id: correctionId, reading_id: row.id, reason_sealed: reason, asked_at: at })
    record(ports, from, row.id, 'ask correction')
    changed(ports, study)
  }
}

/** On the reader's console. */
export function correctionAnswered(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { readingId, correctionId, agreed, at, told }: RoundMessageOf<'CORRECTION_ANSWERED'>): Taking {
  const asked = correctionById(ports.store, correctionId)
  const row = readingById(ports.store, readingId)
  if (asked?.reading_id !== readingId || row?.study_instance_uid !== study || row.account_id !== ports.activeAccount()?.id) throw new ExpectedError('request/not-found', { subject: study })
  if (asked.state !== 'ASKED') return nothingNew
  return () => {
    markAnswered(ports.store, correctionId, { agreed, by: from, at, told })
    record(ports, from, row.id, agreed ? 'agree correction' : 'refuse correction')
    changed(ports, study)
  }
}

export async function correctedElsewhere(ports: ReadingPorts, from: AccountId, study: StudyInstanceUID, { readingId, correctionId, reportId, signed, rectifies }: RoundMessageOf<'CORRECTED'>): Promise<Taking> {
  const { store } = ports
  if (isKnown(store, signed.digest)) return nothingNew
  const row = signedBy(ports, from, study, readingId)
  const agreed = correctionById(store, correctionId)
  if (row === null) return 'LATER'
  if (agreed?.reading_id !== row.id || agreed.state !== 'AGREED') throw new ExpectedError('rounds/not-agreed', { subject: study })
  const { avis } = await openForeign(ports, row, 'CORRECTED', signed)
  const awaited = row.kind === 'FIRST' ? goesToSecondReader(avis) : row.second_awaited === 1
  return () => {
    const coordinator = agreed.answered_by ?? ''
    // What the structure told since the answer makes it a corrigendum all the same.
    const told = rectifies || hasLeft(ports, row)
    markCorrected(store, correctionId, signed.at, signed.digest)
    store.prepare('UPDATE readings SET report_id = ?, second_awaited = ?, version = version + 1 WHERE id = ?').run(reportId, row.second_awaited === null ? null : awaited ? 1 : 0, row.id)
    keepForeign(ports, from, row.id, 'CORRECTED', signed)
    if (row.kind === 'FIRST') firstCorrected(ports, row, avis, awaited, coordinator)
    // Of an earlier round it is kept beside the others, and moves nothing.
    else if (row.round === roundOf(store, study)) ports.course.corrected(study, readerOf(from), { digest: signed.digest, avis, coordinator, rectifies: told })
    changed(ports, study)
  }
}

/** A reading of this very reader; null while its signature has not come. */
function signedBy({ store }: ReadingPorts, from: AccountId, study: StudyInstanceUID, readingId: string): ReadingRow | null {
  const row = readingById(store, readingId)
  if (row === null || (row.account_id === from && row.study_instance_uid === study && row.signed_at === null)) return null
  if (row.account_id !== from || row.study_instance_uid !== study || row.kind === 'PLAIN') throw new ExpectedError('request/not-found', { subject: study })
  return row
}
