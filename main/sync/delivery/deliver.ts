/** One attempt at one row, up to the proof that the other side holds it. For the PACS that is the object fetched back with
 *  the same data set (some answer 200 and keep other bytes under the same UID) and, where the PACS offers it, its
 *  storage commitment on top. For the RIS it is the accepting acknowledgement of our control id. */
import { createHash } from 'node:crypto'
import { ExpectedError } from '../../contract/index.ts'
import { part10Parts } from '../../dicom/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import type { RisClient } from '../../ris/index.ts'
import { errorClass } from '../error-class.ts'
import type { DeliveryRow } from '../../contract/index.ts'
import type { StoredRow } from './stored-row.ts'

export interface DeliverPorts {
  /** Opens what was sealed for the centre. */
  readonly openPayload: (sealed: string) => Promise<Uint8Array>
  /** What makes two Part 10 files the same object. */
  readonly digest: (part10: Uint8Array) => string
}

/** What is known of the commitment of a row, and what is written down of it before the next step begins. */
export interface CommitmentLog {
  /** ASK: no answer is on its way. WAIT: one is. DONE: there is one, or there will be none. */
  standing(): 'ASK' | 'WAIT' | 'DONE'
  /** Gives the transaction under which it is asked. */
  ask(): string
  refused(transactionUID: string): void
}

/** Told at each step that changes what is known, so that it is written down before the next one begins. */
export interface Progress {
  readonly phase: (phase: 'sending' | 'verifying') => void
  readonly delivered: () => void
  readonly commitment: CommitmentLog
}

/** What proved it, or null while the PACS has still to say that it keeps it. */
export type Proved = NonNullable<DeliveryRow['proof']> | null

/** Throws unless the other side holds the payload. */
export async function deliverToPacs(ports: DeliverPorts, pacs: PacsClient, row: StoredRow, progress: Progress, signal: AbortSignal): Promise<Proved> {
  const payload = await open(ports, row)
  const at = { studyInstanceUID: row.study_instance_uid, sopInstanceUID: row.dedupe_key }
  if (row.may_be_there === 1) {
    progress.phase('verifying')
    if (await holdsSame(ports, pacs, at, payload, signal)) return commit(pacs, payload, at.sopInstanceUID, progress, signal)
  }
  progress.phase('sending')
  await pacs.store(at, payload, signal)
  progress.delivered()
  progress.phase('verifying')
  if (!(await holdsSame(ports, pacs, at, payload, signal))) {
    // Said to be stored and not there yet: it may still be on its way through the PACS.
    throw new ExpectedError('pacs/answer', { subject: at.sopInstanceUID, params: { status: 404 } })
  }
  return commit(pacs, payload, at.sopInstanceUID, progress, signal)
}

export async function deliverToRis(ports: DeliverPorts, ris: RisClient, row: StoredRow, progress: Progress, signal: AbortSignal): Promise<Proved> {
  const payload = await open(ports, row)
  progress.phase('sending')
  await ris.send(payload, row.dedupe_key, signal)
  return 'ACKNOWLEDGEMENT'
}

/** The object is there and the same; a PACS that can is asked whether it answers for it from now on. */
async function commit(pacs: PacsClient, payload: Uint8Array, sopInstanceUID: string, { commitment }: Progress, signal: AbortSignal): Promise<Proved> {
  const standing = commitment.standing()
  if (standing === 'WAIT') return null
  if (pacs.requestCommitment === undefined || standing === 'DONE') return 'FETCH_BACK'
  const transactionUID = commitment.ask()
  try {
    await pacs.requestCommitment(transactionUID, [{ sopClassUID: part10Parts(payload).sopClassUID, sopInstanceUID }], signal)
    return null
  } catch (error) {
    // A PACS without the service: what was fetched back is the proof, as with every other one.
    if (errorClass(error) !== 'permanent') throw error
    commitment.refused(transactionUID)
    return 'FETCH_BACK'
  }
}

async function open({ openPayload }: DeliverPorts, row: StoredRow): Promise<Uint8Array> {
  const broken = (cause: unknown) => new ExpectedError('reading/seal-broken', { subject: row.report_id ?? row.dedupe_key, cause })
  const payload = await (row.kind === 'EXCHANGE' ? Promise.resolve(new Uint8Array(Buffer.from(row.sealed_payload ?? '', 'base64'))) : openPayload(row.sealed_payload ?? '')).catch((error: unknown) => {
    throw broken(error)
  })
  if (createHash('sha256').update(payload).digest('hex') !== row.sha256) throw broken(new Error('not the bytes that were signed'))
  return payload
}

/** False when the PACS holds nothing under the UID; throws `pacs/storage-differs` when it holds something else. */
async function holdsSame(
  { digest }: DeliverPorts, pacs: PacsClient, at: { studyInstanceUID: string; sopInstanceUID: string }, payload: Uint8Array, signal: AbortSignal,
): Promise<boolean> {
  const address = await pacs.locate(at, signal)
  if (address === null) return false
  // Meta information may grow on the way; anything far longer is not our object.
  const limit = payload.length + 1024 * 1024
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of pacs.fetchBack(address, signal)) {
    length += chunk.length
    if (length > limit) break
    chunks.push(chunk)
  }
  if (length > limit || digest(Buffer.concat(chunks)) !== digest(payload)) throw new ExpectedError('pacs/storage-differs', { subject: at.sopInstanceUID })
  return true
}
