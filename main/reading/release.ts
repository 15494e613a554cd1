/** Releases. As soon as coordinators keep the centre's key, another reader's opinion opens only where it was sealed
 *  again for that very reader: by a coordinator, once the own opinion is frozen, or at its signature by its author for
 *  those to whom the policy shows it at once. The digest that was committed at the signature is checked each time. */
import { ExpectedError, type Account, type AccountId, type CallContext, type Output, type StudyInstanceUID, type WaitingRelease } from '../contract/index.ts'
import { policies, visibility } from '../domain/second-reading/index.ts'
import type { Store } from '../store/index.ts'
import type { ReceivingReader } from '../vault/index.ts'
import type { HeldDocuments, ReadingPorts } from './ports.ts'
import { readingById, signedReading, signedSeconds, type ReadingRow } from './reading-rows.ts'
import { committedEnvelope, finalMoment, standingDigest, type Envelope } from './sealed-opinions.ts'

export interface Released { readonly readingId: string; readonly accountId: AccountId; readonly digest: string; readonly sealed: string; readonly pdfSealed: string | null; readonly at: string; readonly by: string }

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

/** Second readings that are frozen, will be shown the first opinion, and have it from nobody yet; arbitrations that were begun
 *  and lack an opinion. */
export function waitingReleases(store: Store): WaitingRelease[] {
  const frozen = store
    .prepare<[], ReadingRow>(
      `SELECT r.* FROM readings r JOIN readings f ON f.study_instance_uid = r.study_instance_uid AND f.kind = 'FIRST' AND f.signed_at IS NOT NULL
       WHERE r.kind = 'SECOND' AND r.phase = 'AVIS_FIGE' AND r.superseded_at IS NULL AND r.returned IS NULL
         AND NOT EXISTS (SELECT 1 FROM released_opinions o WHERE o.reading_id = f.id AND o.account_id = r.account_id)
         AND ${stillIsReaders} ORDER BY r.frozen_at, r.id`,
    )
    .all()
  const begun = store.prepare<[], ReadingRow>(`SELECT * FROM readings WHERE kind = 'ARBITRATION' AND signed_at IS NULL AND superseded_at IS NULL AND training = 0 ORDER BY started_at, id`).all()
  return [...frozen.filter(({ policy }) => policies[policy].second.AVIS_FIGE?.reveal !== undefined), ...begun.filter((row) => unreleased(store, row).length > 0)]
    .map((row) => ({
      readingId: row.id as WaitingRelease['readingId'], studyInstanceUID: row.study_instance_uid as StudyInstanceUID, kind: row.kind === 'ARBITRATION' ? 'ARBITRATION' : 'SECOND',
      readerCode: row.reader_code, frozenAt: row.frozen_at ?? row.started_at,
    }))
}

/** The signed opinions that a reader waits for: the first one, or the two of an arbitration. */
function unreleased(store: Store, { kind, study_instance_uid: study, account_id: account }: ReadingRow): ReadingRow[] {
  const first = kind === 'ARBITRATION' ? null : signedReading(store, study, 'FIRST')
  const awaited = kind === 'ARBITRATION' ? signedSeconds(store, study) : first === null ? [] : [first]
  return awaited.filter(({ id }) => store.prepare<[string, string]>('SELECT 1 FROM released_opinions WHERE reading_id = ? AND account_id = ?').get(id, account) === undefined)
}

export async function releaseOpinions(ports: ReadingPorts, account: Account, readingId: string, context: CallContext): Promise<Output<'exchange.release'>> {
  const waiting = readingById(ports.store, readingId)
  if (waiting === null || (waiting.kind !== 'SECOND' && waiting.kind !== 'ARBITRATION')) throw new ExpectedError('request/not-found')
  // A coordinator may well ask too early: it is refused, and the trail keeps the attempt. An arbiter reads nothing blind.
  if (waiting.kind === 'SECOND' && (waiting.frozen_at === null || committedEnvelope(ports, waiting, 'FROZEN') === null)) throw new ExpectedError('reading/premature-reveal', { subject: waiting.id })
  if (!waitingReleases(ports.store).some((row) => row.readingId === waiting.id)) throw new ExpectedError('request/not-found')
  const reader = await ports.readerKey(waiting.account_id)
  if (reader === null) throw new ExpectedError('keys/unconfirmed')
  const released = await Promise.all(unreleased(ports.store, waiting).map((row) => sealAgain(ports, row, reader, waiting.id)))
  const tell = await Promise.all(waiting.kind === 'SECOND' ? released.map((one) => ports.elsewhere.tell({ type: 'RELEASED', row: waiting, frozen: standingDigest(ports.store, waiting.id, 'FROZEN') ?? '', released: one })) : [])
  context.act(waiting.id, () => {
    for (const { row, digest, sealed, pdfSealed } of released) keepReleased(ports.store, { readingId: row.id, accountId: reader.id, digest, sealed, pdfSealed, at: ports.now().toISOString(), by: account.id })
    for (const run of tell) run()
  }, `release ${released.map(({ digest }) => `sha256=${digest}`).join(' ')}`)
  ports.emit({ type: 'reading.changed', studyInstanceUID: waiting.study_instance_uid as StudyInstanceUID })
  return { rows: waitingReleases(ports.store) }
}

interface SealedAgain { readonly row: ReadingRow; readonly digest: string; readonly sealed: string; readonly witness: string; readonly pdfSealed: string | null }

async function sealAgain(ports: ReadingPorts, row: ReadingRow, reader: ReceivingReader, subject: string): Promise<SealedAgain> {
  const kept = committedEnvelope(ports, row, finalMoment(ports.store, row.id))
  if (kept === null) throw new ExpectedError('reading/seal-broken', { subject })
  const pdf = ports.sealedPdf(row.id)
  return {
    row, digest: kept.digest, sealed: await ports.sealing.release(kept.envelope, kept.digest, reader), witness: await ports.sealing.witness(kept.envelope, kept.digest),
    pdfSealed: pdf === null ? null : await ports.sealing.releaseBytes(pdf, reader),
  }
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
  if (row.kind === 'ARBITRATION') return []
  if (row.kind === 'PLAIN') return ports.accountsWith('RADIOLOGIST').filter((id) => id !== row.account_id)
  if (row.kind === 'FIRST') return visibility(row.policy, 'LECTURE', 'SECOND').has('FIRST_OPINION') ? ports.accountsWith('L2').filter((id) => id !== row.account_id) : []
  const first = signedReading(ports.store, row.study_instance_uid, 'FIRST')
  return first !== null && visibility(row.policy, 'DEFINITIF', 'FIRST').has('SECOND_REPORT') ? [first.account_id] : []
}

/** Which documents of a signed reading must stay here: somebody else reads the study blind, or will; one of two independent
 *  readings is no result, nothing of it leaves before both are compared. */
export function heldDocuments(ports: Pick<ReadingPorts, 'store' | 'centreMode'>, row: ReadingRow, secondAwaited: boolean): HeldDocuments {
  if (row.kind === 'SECOND' && row.policy === 'INDEPENDANT') return 'ALL'
  if (row.kind !== 'FIRST' || ports.centreMode() === 'CONSOLE' || policies[row.policy].secondBeginsIn !== 'LECTURE_AVEUGLE') return 'NONE'
  return secondAwaited && signedReading(ports.store, row.study_instance_uid, 'SECOND') === null ? 'ARCHIVE' : 'NONE'
}

/** Once a reading is signed: whether somebody else still reads the study blind. */
export function staysMasked(row: ReadingRow): boolean {
  if (row.kind === 'ARBITRATION') return false
  return row.kind !== 'SECOND' || row.policy === 'INDEPENDANT'
}
