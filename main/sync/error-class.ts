/** What a failure means for what was to be sent: try again, give up until a person acts, or find out first
 *  (spec of the outbox: nothing is ever dropped, nothing is sent twice under two identifiers). */
import { ExpectedError, type ErrorCode } from '../contract/index.ts'

export type ErrorClass = 'transient' | 'permanent' | 'unknown'

const byCode: Partial<Record<ErrorCode, ErrorClass>> = {
  'pacs/unreachable': 'transient',
  'pacs/refused': 'permanent',
  'pacs/certificate': 'permanent',
  'pacs/own-certificate': 'permanent',
  'pacs/storage-differs': 'permanent',
  'pacs/not-committed': 'transient',
  'pacs/list-short': 'transient',
  // Not now.
  'pacs/busy': 'transient',
  'pacs/called-ae': 'permanent',
  'pacs/calling-ae': 'permanent',
  'pacs/association': 'permanent',
  'pacs/not-accepted': 'permanent',
  'pacs/not-listening': 'permanent',
  'pacs/timeout': 'unknown',
  'pacs/interrupted': 'unknown',
  'pacs/malformed': 'unknown',
  'ris/unreachable': 'transient',
  'ris/certificate': 'permanent',
  'ris/own-certificate': 'permanent',
  'ris/no-answer': 'unknown',
  'reading/seal-broken': 'permanent',
  'store/full': 'transient',
  'request/aborted': 'unknown',
}

export function errorClass(error: unknown): ErrorClass {
  if (!(error instanceof ExpectedError)) return 'unknown'
  if (error.code === 'pacs/answer') return answerClass(Number(error.params['status']), error.params['failureReason'])
  if (error.code === 'pacs/dimse-status') return statusClass(Number(`0x${String(error.params['status'])}`))
  // AE says never, AR says not now (HL7 v2.5 2.9.2).
  if (error.code === 'ris/rejected') return error.params['code'] === 'AR' ? 'transient' : 'permanent'
  return byCode[error.code] ?? 'permanent'
}

/** The failure reason of the object (PS3.4 B.2.3) says more than the status of the whole answer. */
function answerClass(status: number, reason: unknown): ErrorClass {
  if (typeof reason === 'string') {
    const value = Number(reason)
    // A7xx out of resources, 0110 processing failure: another time it may do.
    if ((value >= 0xa700 && value <= 0xa7ff) || (value === 0x0110 && status >= 500)) return 'transient'
    return 'permanent'
  }
  return status >= 500 || status === 408 || status === 425 || status === 429 ? 'transient' : 'permanent'
}

/** PS3.4 B.2.3 and PS3.7 C: A7xx out of resources, 0110 processing failure: another time it may do. A warning (Bxxx) says
 *  that something was stored, perhaps altered; FE00 that it was given up midway. */
function statusClass(status: number): ErrorClass {
  if ((status >= 0xa700 && status <= 0xa7ff) || status === 0x0110) return 'transient'
  return (status >= 0xb000 && status <= 0xbfff) || status === 0xfe00 || Number.isNaN(status) ? 'unknown' : 'permanent'
}

/** Failures that new settings may cure: wrong password, wrong certificate, wrong address. */
export const curedBySettings: readonly ErrorCode[] = ['pacs/called-ae', 'pacs/calling-ae', 'pacs/association', 'pacs/not-accepted', 'pacs/not-listening', 'pacs/busy', 'pacs/refused', 'pacs/certificate', 'pacs/own-certificate', 'pacs/unreachable', 'pacs/timeout', 'pacs/answer', 'pacs/malformed', 'ris/certificate', 'ris/own-certificate', 'ris/unreachable', 'ris/no-answer']
