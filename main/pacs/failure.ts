/** What went wrong on the wire, as one of the `pacs/*` codes. The phase decides: before the connection stood nothing
 *  was received over there; afterwards the outcome of a write is unknown. */
import { ExpectedError } from '../contract/index.ts'
import { certificateReason, refusesOurCertificate } from '../trust/index.ts'

export type Phase = 'connecting' | 'connected'

/** Marks a socket that we destroyed because the peer took too long. */
export class PeerTooSlow extends Error {}

export function explain(error: unknown, phase: Phase, signal: AbortSignal): ExpectedError {
  if (error instanceof ExpectedError) return error
  if (signal.aborted) return new ExpectedError('request/aborted', { cause: error })
  const certificate = certificateReason(error)
  if (certificate !== null) return new ExpectedError('pacs/certificate', { params: { ...certificate }, cause: error })
  if (refusesOurCertificate(error)) return new ExpectedError('pacs/own-certificate', { cause: error })
  if (phase === 'connecting') return new ExpectedError('pacs/unreachable', { cause: error })
  return new ExpectedError(error instanceof PeerTooSlow ? 'pacs/timeout' : 'pacs/interrupted', { cause: error })
}
