/** One attempt at one row, up to the proof that the other side holds it. For the PACS the proof is the object fetched
 *  back with the same dataset: some answer 200 and keep other bytes under the same UID. For the RIS it is the
 *  accepting acknowledgement of our control id. */
import { createHash } from 'node:crypto'
import { ExpectedError } from '../../contract/index.ts'
import type { PacsClient } from '../../pacs/index.ts'
import type { RisClient } from '../../ris/index.ts'
import type { StoredRow } from './outbox-rows.ts'

export interface DeliverPorts {
  /** Opens what was sealed for the centre. */
  readonly openPayload: (sealed: string) => Promise<Uint8Array>
  /** What makes two Part 10 files the same object. */
  readonly digest: (part10: Uint8Array) => string
}

/** Told at each step that changes what is known, so that it is written down before the next one begins. */
export interface Progress {
  readonly phase: (phase: 'sending' | 'verifying') => void
  readonly delivered: () => void
}

/** Returns once the other side is proved to hold the payload; throws otherwise. */
export async function deliverToPacs(ports: DeliverPorts, pacs: PacsClient, row: StoredRow, progress: Progress, signal: AbortSignal): Promise<void> {
  const payload = await open(ports, row)
  const at = { studyInstanceUID: row.study_instance_uid, sopInstanceUID: row.dedupe_key }
  if (row.may_be_there === 1) {
    progress.phase('verifying')
    if (await holdsSame(ports, pacs, at, payload, signal)) return
  }
  progress.phase('sending')
  await pacs.store(at, payload, signal)
  progress.delivered()
  progress.phase('verifying')
  if (!(await holdsSame(ports, pacs, at, payload, signal))) {
    // Said to be stored and not there yet: it may still be on its way through the PACS.
    throw new ExpectedError('pacs/answer', { subject: at.sopInstanceUID, params: { status: 404 } })
  }
}

export async function deliverToRis(ports: DeliverPorts, ris: RisClient, row: StoredRow, progress: Progress, signal: AbortSignal): Promise<void> {
  const payload = await open(ports, row)
  progress.phase('sending')
  await ris.send(payload, row.dedupe_key, signal)
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
