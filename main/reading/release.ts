/** Releases. As soon as coordinators keep the centre's key, another reader's opinion opens only where it was sealed
 *  again for that very reader: by a coordinator, once the own opinion is frozen, or at its signature by its author for
 *  those to whom the policy shows it at once. The digest that was committed at the signature is checked each time. */
import { ExpectedError, type Account, type AccountId, type CallContext, type Output, type StudyInstanceUID, type WaitingRelease } from '../contract/index.ts'
import { policies, visibility } from '../domain/second-reading/index.ts'
import type { Store } from '../store/index.ts'
import type { ReadingPorts } from './ports.ts'
import { readingById, signedReading, type ReadingRow } from './reading-rows.ts'
import { committedEnvelope, standingDigest, type Envelope } from './sealed-opinions.ts'

interface Released { readonly readingId: string; readonly accountId: AccountId; readonly digest: string; readonly sealed: string; readonly pdfSealed: string | null; readonly at: string; readonly by: string }

export function keepReleased(store: Store, { readingId, accountId, digest, sealed, pdfSealed, at, by }: Released): void {
  store.prepare('INSERT OR REPLACE INTO released_opinions (reading_id, account_id, digest, sealed, pdf_sealed, released_at, released_by) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(readingId, accountId, digest, sealed, pdfSealed, at, by)
}

export function releasedPdf(store: Store, readingId: string, accountId: string): string | null {
  return store.prepare<[string, string], { pdf_sealed: string | null }>('SELECT pdf_sealed FROM released_opinions WHERE reading_id = ? AND account_id = ?').get(readingId, accountId)?.pdf_sealed ?? null
}

export function isReleasedTo(store: Store, second: ReadingRow): boolean {
  return store.prepare<[string, string]>(`SELECT 1 FROM released_opinions o JOIN readings f ON f.id = o.reading_id WHERE f.study_instance_uid = ? AND f.kind = 'FIRST' AND o.account_id = ?`).get(second.study_instance_uid, second.account_id) !== undefined
}

/** The exam of a frozen opinion was not given to somebody else meanwhile; a reader of another console has it only while it
 *  is given to him. */
const stillIsReaders = `(EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = r.study_instance_uid AND x.account_id = r.account_id)
  OR (r.account_id IN (SELECT id FROM accounts) AND NOT EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = r.study_instance_uid)))`

/** Second readings that are frozen, will be shown the first opinion, and have it from nobody yet. */
export function waitingReleases(store: Store): WaitingRelease[] {
  const frozen = store
    .prepare<[], ReadingRow>(
      `SELECT r.* FROM readings r JOIN readings f ON f.study_instance_uid = r.study_instance_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL
       WHERE r.kind = 'SECOND' AND r.phase = 'AVIS_FIGE' AND r.superseded_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM released_opinions o WHERE o.reading_id = f.id AND o.account_id = r.account_id)
         AND ${stillIsReaders} ORDER BY r.frozen_at, r.id`,
    )
    .all()
  return frozen.filter(({ policy }) => policies[policy].second.AVIS_FIGE?.reveal !== undefined)
    .map((row) => ({ readingId: row.id as WaitingRelease['readingId'], studyInstanceUID: row.study_instance_uid as StudyInstanceUID, readerCode: row.reader_code, frozenAt: row.frozen_at ?? row.started_at }))
}

export async function releaseFirst(ports: ReadingPorts, account: Account, readingId: string, context: CallContext): Promise<Output<'exchange.release'>> {
  const second = readingById(ports.store, readingId)
  if (second === null || second.kind !== 'SECOND') throw new ExpectedError('request/not-found')
  // A coordinator may well ask too early: it is refused, and the trail keeps the attempt.
  if (second.frozen_at === null || committedEnvelope(ports, second, 'FROZEN') === null) throw new ExpectedError('reading/premature-reveal', { subject: second.id })
  if (!waitingReleases(ports.store).some((row) => row.readingId === second.id)) throw new ExpectedError('request/not-found')
  const first = signedReading(ports.store, second.study_instance_uid, 'FIRST')
  const kept = first === null ? null : committedEnvelope(ports, first, 'SIGNED')
  if (first === null || kept === null) throw new ExpectedError('reading/seal-broken', { subject: second.id })
  const reader = await ports.readerKey(second.account_id)
  if (reader === null) throw new ExpectedError('request/not-found')
  const sealed = await ports.sealing.release(kept.envelope, kept.digest, reader)
  const pdf = ports.sealedPdf(first.id)
  const pdfSealed = pdf === null ? null : await ports.sealing.releaseBytes(pdf, reader)
  const witness = await ports.sealing.witness(kept.envelope, kept.digest)
  const tell = await ports.elsewhere.tell({ type: 'RELEASED', row: second, frozen: standingDigest(ports.store, second.id, 'FROZEN') ?? '', released: { row: first, digest: kept.digest, sealed, witness } })
  context.act(second.id, () => {
    keepReleased(ports.store, { readingId: first.id, accountId: reader.id, digest: kept.digest, sealed, pdfSealed, at: ports.now().toISOString(), by: account.id })
    tell()
  }, `release sha256=${kept.digest}`)
  ports.emit({ type: 'reading.changed', studyInstanceUID: second.study_instance_uid as StudyInstanceUID })
  return { rows: waitingReleases(ports.store) }
}

/** What the author of a fresh signature seals for those who may see it already; to be kept in the signing transaction. */
export async function releasesAtSignature(ports: ReadingPorts, row: ReadingRow, sealed: Envelope, pdfSealed: string): Promise<Released[]> {
  if (ports.centreMode() === 'CONSOLE') return []
  const readers = await Promise.all(alreadyShownTo(ports, row).map((id) => ports.readerKey(id)))
  return Promise.all(readers.filter((reader) => reader !== null).map(async (reader) => ({
    readingId: row.id, accountId: reader.id, digest: sealed.digest, at: sealed.at, by: row.account_id,
    sealed: await ports.sealing.release(sealed.envelope, sealed.digest, reader), pdfSealed: await ports.sealing.releaseBytes(pdfSealed, reader),
  })))
}

function alreadyShownTo(ports: ReadingPorts, row: ReadingRow): string[] {
  if (row.kind === 'PLAIN') return ports.accountsWith('RADIOLOGIST').filter((id) => id !== row.account_id)
  if (row.kind === 'FIRST') return visibility(row.policy, 'LECTURE', 'SECOND').has('FIRST_OPINION') ? ports.accountsWith('L2').filter((id) => id !== row.account_id) : []
  const first = signedReading(ports.store, row.study_instance_uid, 'FIRST')
  return first !== null && visibility(row.policy, 'DEFINITIF', 'FIRST').has('SECOND_REPORT') ? [first.account_id] : []
}

/** Whether documents of a signed reading must stay here: somebody else reads the study blind, or will. */
export function isMaskedOutside(ports: Pick<ReadingPorts, 'store' | 'centreMode'>, row: ReadingRow, secondAwaited: boolean): boolean {
  if (ports.centreMode() === 'CONSOLE' || row.kind === 'PLAIN' || policies[row.policy].secondBeginsIn !== 'LECTURE_AVEUGLE') return false
  if (row.policy === 'INDEPENDANT') return signedReading(ports.store, row.study_instance_uid, row.kind === 'FIRST' ? 'SECOND' : 'FIRST') === null
  return row.kind === 'FIRST' && secondAwaited && signedReading(ports.store, row.study_instance_uid, 'SECOND') === null
}

/** Once a reading is signed: whether somebody else still reads the study blind. */
export function staysMasked(ports: Pick<ReadingPorts, 'store'>, row: ReadingRow): boolean {
  if (row.kind === 'PLAIN') return true
  const other = signedReading(ports.store, row.study_instance_uid, row.kind === 'FIRST' ? 'SECOND' : 'FIRST')
  return row.policy === 'INDEPENDANT' ? other === null : row.kind === 'FIRST'
}
