/** At the centre: what goes with an exam to the console of its reader. Of a masked opinion the digest and the witness
 *  alone; the opinion itself where this reader has it before him at once. */
import { ExpectedError, type AccountId, type AssignedPost, type PromisedOpinion, type ReleasedOpinion, type RoundMessageOf, type StudyInstanceUID } from '../../contract/index.ts'
import { visibility } from '../../domain/second-reading/index.ts'
import type { ReadingPorts } from '../ports.ts'
import { signedReading, signedSeconds, type ReadingRow } from '../reading-rows.ts'
import { committedEnvelope, finalMoment } from '../sealed-opinions.ts'
import { contextOf } from '../sheet-contexts.ts'

export type PromisedRound = Pick<RoundMessageOf<'ASSIGNED'>, 'first' | 'shown'>

export async function promiseFor(ports: ReadingPorts, reader: AccountId, study: StudyInstanceUID, post: AssignedPost): Promise<PromisedRound> {
  // An arbiter decides between two opinions and has both before him.
  if (post === 'ARBITRE') return { first: null, shown: await Promise.all(signedSeconds(ports.store, study).map((row) => shownTo(ports, row, reader))) }
  if (post !== 'L2') return { first: null, shown: [] }
  const row = signedReading(ports.store, study, 'FIRST')
  const context = row === null ? null : contextOf(ports.store, row.id)
  if (row === null || context === null) throw new ExpectedError('dossier/sheet-invalid', { subject: study })
  const atOnce = visibility(row.policy, 'LECTURE', 'SECOND').has('FIRST_OPINION')
  return { first: { ...(await promised(ports, row)), context }, shown: atOnce ? [await shownTo(ports, row, reader)] : [] }
}

async function promised(ports: ReadingPorts, row: ReadingRow): Promise<PromisedOpinion> {
  const kept = committedOf(ports, row)
  return { readingId: row.id as ReleasedOpinion['readingId'], readerCode: row.reader_code, signedAt: row.signed_at ?? row.started_at, digest: kept.digest, witness: await ports.sealing.witness(kept.envelope, kept.digest) }
}

export async function shownTo(ports: ReadingPorts, row: ReadingRow, readerId: AccountId): Promise<ReleasedOpinion> {
  const kept = committedOf(ports, row)
  const reader = await ports.readerKey(readerId)
  if (reader === null) throw new ExpectedError('request/not-found', { subject: readerId })
  return { ...(await promised(ports, row)), reader: row.account_id as AccountId, place: row.place, sealed: await ports.sealing.release(kept.envelope, kept.digest, reader) }
}

function committedOf(ports: ReadingPorts, row: ReadingRow): { envelope: string; digest: string } {
  const kept = committedEnvelope(ports, row, finalMoment(ports.store, row.id))
  if (kept === null) throw new ExpectedError('reading/seal-broken', { subject: row.study_instance_uid })
  return kept
}
