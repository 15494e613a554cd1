/** Signed and frozen opinions: stored only as envelopes, append only, each digest in the audit chain since the act.
 *  Opening checks the digest against the chain, the signature against the account, the content against the reading. */
import { z } from 'zod'
import { avis as avisSchema, ExpectedError, instant, reading, type Reading } from '../contract/index.ts'
import type { Store } from '../store/index.ts'
import type { Opened } from '../vault/index.ts'
import type { ReadingPorts } from './ports.ts'
import type { ReadingRow } from './reading-rows.ts'

export type Moment = 'FROZEN' | 'SIGNED' | 'CORRECTED'

const sealedOpinion = z.strictObject({
  format: z.literal('binocle-opinion-1'),
  readingId: z.string(),
  studyInstanceUID: z.string(),
  kind: reading.shape.kind,
  policy: reading.shape.policy,
  moment: z.enum(['FROZEN', 'SIGNED', 'CORRECTED']),
  at: instant,
  readerCode: z.string(),
  avis: avisSchema,
  text: reading.shape.text,
  changeReason: z.string(),
  /** Of an ordinary report: what was added after its signature, oldest first. */
  addenda: z.array(z.strictObject({ at: instant, text: z.string() })).exactOptional(),
})
export type SealedOpinion = z.infer<typeof sealedOpinion>

export interface Envelope { readonly moment: Moment; readonly envelope: string; readonly digest: string; readonly at: string }

export async function sealOpinion(
  { sealing }: Pick<ReadingPorts, 'sealing'>, row: ReadingRow, moment: Moment, at: string,
  { avis, text, changeReason, addenda = [] }: { avis: SealedOpinion['avis']; text: Reading['text']; changeReason: string; addenda?: SealedOpinion['addenda'] },
): Promise<Envelope> {
  const opinion: SealedOpinion = {
    format: 'binocle-opinion-1', readingId: row.id, studyInstanceUID: row.study_instance_uid, kind: row.kind, policy: row.policy,
    moment, at, readerCode: row.reader_code, avis, text, changeReason, ...(addenda.length === 0 ? {} : { addenda }),
  }
  return { ...(await sealing.seal(opinion)), moment, at }
}

/** Of the envelopes of one moment, the one that stands: others were undone by their reader. */
const notUndone = 'NOT EXISTS (SELECT 1 FROM undone_opinions u WHERE u.digest = s.digest)'

/** Digest of the envelope that stands; null when there is none. */
export function standingDigest(store: Store, readingId: string, moment: Moment): string | null {
  return store.prepare<[string, string], { digest: string }>(`SELECT digest FROM sealed_opinions s WHERE reading_id = ? AND moment = ? AND ${notUndone} ORDER BY s.rowid DESC`).get(readingId, moment)?.digest ?? null
}

/** The moment whose envelope holds the opinion that stands: of the signature, or of the last correction. */
export function finalMoment(store: Store, readingId: string): 'SIGNED' | 'CORRECTED' {
  return standingDigest(store, readingId, 'CORRECTED') === null ? 'SIGNED' : 'CORRECTED'
}

/** When the standing version was signed. */
export function standingSince(store: Store, readingId: string): string | null {
  return store.prepare<[string], { at: string }>(`SELECT sealed_at AS at FROM sealed_opinions WHERE reading_id = ? AND moment IN ('SIGNED', 'CORRECTED') ORDER BY rowid DESC`).get(readingId)?.at ?? null
}

/** How many versions followed the signature. */
export function correctedVersions(store: Store, readingId: string): number {
  return store.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM sealed_opinions WHERE reading_id = ? AND moment = 'CORRECTED'`).get(readingId)?.n ?? 0
}

/** Whether this envelope came before; one that was undone stays known. */
export function isKnown(store: Store, digest: string): boolean {
  return store.prepare<[string]>('SELECT 1 FROM sealed_opinions WHERE digest = ?').get(digest) !== undefined
}

export function isUndone(store: Store, digest: string): boolean {
  return store.prepare<[string]>('SELECT 1 FROM undone_opinions WHERE digest = ?').get(digest) !== undefined
}

/** In the caller's transaction: the frozen envelope of a reading stands no longer. It is kept. Gives its digest. */
export function undoEnvelope(store: Store, readingId: string, at: string): string {
  const standing = standingDigest(store, readingId, 'FROZEN')
  if (standing === null) throw new ExpectedError('reading/seal-broken', { subject: readingId })
  store.prepare('INSERT INTO undone_opinions (digest, undone_at) VALUES (?, ?)').run(standing, at)
  return standing
}

/** In the caller's transaction, together with the audit row whose detail is `commitment`. */
export function keepEnvelope(store: Store, readingId: string, { moment, envelope, digest, at }: Envelope): void {
  store.prepare('INSERT INTO sealed_opinions (digest, reading_id, moment, envelope, sealed_at) VALUES (?, ?, ?, ?, ?)').run(digest, readingId, moment, envelope, at)
}

/** The words of the audit row that commits to an envelope. */
export function commitment(act: 'freeze' | 'sign' | 'correct', digest: string): string {
  return `${act} sha256=${digest}`
}

/** Opens an envelope of one's own with the reader's key; somebody else's as it was released to this reader, or with the
 *  centre's key where this session holds it. The caller has asked the policy before. */
export async function openOpinion(ports: OpeningPorts, row: ReadingRow, moment: Moment, whose: 'own' | 'other'): Promise<SealedOpinion & { digest: string }> {
  const kept = whose === 'own' ? envelopeOf(ports.store, row, moment) : committedEnvelope(ports, row, moment) ?? committedPromise(ports, row)
  if (kept === null) throw new ExpectedError('reading/seal-broken', { subject: row.id })
  const opened = 'witness' in kept ? openPromised(ports, row, kept) : whose === 'own' ? ports.sealing.openOwn(kept.envelope, kept.digest) : openOther(ports, row, kept)
  // Which version was promised, its digest says.
  return { ...(await opinionOf(opened, row, 'witness' in kept ? 'STANDING' : moment)), digest: kept.digest }
}

/** An envelope that came from another console, with the centre's key: signed by the reader of the row, and of this reading. */
export async function openForeign({ sealing }: Pick<ReadingPorts, 'sealing'>, row: OfReading, moment: Moment, { envelope, digest }: Kept): Promise<SealedOpinion> {
  return await opinionOf(sealing.open(envelope, digest), row, moment)
}

type OfReading = Pick<ReadingRow, 'id' | 'account_id' | 'study_instance_uid'>

/** `STANDING`: of the signature, or of whichever correction followed it. */
export async function opinionOf(opened: Promise<Opened>, row: OfReading, moment: Moment | 'STANDING'): Promise<SealedOpinion> {
  const { payload, signer } = await opened.catch((cause: unknown) => {
    if (cause instanceof ExpectedError && cause.code === 'reading/seal-broken') throw new ExpectedError(cause.code, { subject: row.id, cause })
    throw cause
  })
  const opinion = sealedOpinion.safeParse(payload)
  if (!opinion.success || signer !== row.account_id || opinion.data.readingId !== row.id || opinion.data.studyInstanceUID !== row.study_instance_uid || !(moment === 'STANDING' ? opinion.data.moment !== 'FROZEN' : opinion.data.moment === moment)) {
    throw new ExpectedError('reading/seal-broken', { subject: row.id })
  }
  return opinion.data
}

export type OpeningPorts = Pick<ReadingPorts, 'store' | 'sealing' | 'audit' | 'activeAccount'>
type Kept = Pick<Envelope, 'envelope' | 'digest'>

async function openOther({ store, sealing, activeAccount }: OpeningPorts, row: ReadingRow, kept: Kept): Promise<Opened> {
  const released = store.prepare<[string, string], { sealed: string; digest: string }>('SELECT sealed, digest FROM released_opinions WHERE reading_id = ? AND account_id = ?').get(row.id, activeAccount()?.id ?? '')
  // A version that was corrected since is no longer shown; any other digest was altered.
  const older = released !== undefined && released.digest !== kept.digest
  if (older && store.prepare<[string, string]>('SELECT 1 FROM sealed_opinions WHERE reading_id = ? AND digest = ?').get(row.id, released.digest) === undefined) throw new ExpectedError('reading/seal-broken', { subject: row.id })
  try {
    return await (released === undefined || older ? sealing.open(kept.envelope, kept.digest) : sealing.openReleased(released.sealed))
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'keys/not-held') throw new ExpectedError('reading/awaits-release', { subject: row.study_instance_uid, cause: error })
    throw error
  }
}

function envelopeOf(store: Store, row: ReadingRow, moment: Moment): Kept | null {
  return store.prepare<[string, string], Kept>(`SELECT envelope, digest FROM sealed_opinions s WHERE reading_id = ? AND moment = ? AND ${notUndone} ORDER BY s.rowid DESC`).get(row.id, moment) ?? null
}

/** Null when there is none, or when the audit trail did not commit to this very one. */
export function committedEnvelope({ store, audit }: Pick<ReadingPorts, 'store' | 'audit'>, row: ReadingRow, moment: Moment): Kept | null {
  const kept = envelopeOf(store, row, moment)
  return kept !== null && audit.doneTo(row.id).some(({ detail }) => detail.includes(`sha256=${kept.digest}`)) ? kept : null
}

export interface Promised { readonly digest: string; readonly witness: string }

/** What was promised of an opinion of another console, if the audit trail holds the promise; null for none. */
export function committedPromise({ store, audit }: Pick<ReadingPorts, 'store' | 'audit'>, { id }: Pick<ReadingRow, 'id'>): Promised | null {
  const promised = store.prepare<[string], Promised>('SELECT digest, witness FROM promised_opinions WHERE reading_id = ?').get(id) ?? null
  return promised !== null && audit.doneTo(id).some(({ detail }) => detail.includes(promiseWords(promised))) ? promised : null
}

/** The words of the audit row that keeps a promise. */
export const promiseWords = ({ digest, witness }: Promised): string => `sha256=${digest} witness=${witness}`

async function openPromised({ store, sealing, activeAccount }: OpeningPorts, row: ReadingRow, { digest, witness }: Promised): Promise<Opened> {
  const released = store.prepare<[string, string], { sealed: string; digest: string }>('SELECT sealed, digest FROM released_opinions WHERE reading_id = ? AND account_id = ?').get(row.id, activeAccount()?.id ?? '')
  if (released === undefined) throw new ExpectedError('reading/awaits-release', { subject: row.study_instance_uid })
  if (released.digest !== digest) throw new ExpectedError('reading/seal-broken', { subject: row.id })
  return sealing.openReleased(released.sealed, witness)
}
