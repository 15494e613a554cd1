/** What to do about a delivery that needs a person, by what the other side said. Words: i18n `delivery.advice`. */
import type { DeliveryRow, ErrorCode } from '../../main/contract/index.ts'

export type Advice = 'password' | 'certificate' | 'ownCertificate' | 'ourTitle' | 'theirTitle' | 'service' | 'differs' | 'object' | 'message' | 'seal' | 'disk' | 'absent' | 'unknown' | 'notKept' | 'settings' | 'support'

const byCode: Partial<Record<ErrorCode, Advice>> = {
  'pacs/refused': 'password', 'pacs/certificate': 'certificate', 'ris/certificate': 'certificate', 'pacs/own-certificate': 'ownCertificate', 'ris/own-certificate': 'ownCertificate', 'pacs/calling-ae': 'ourTitle', 'pacs/called-ae': 'theirTitle', 'pacs/association': 'theirTitle',
  'pacs/not-accepted': 'service', 'pacs/storage-differs': 'differs', 'pacs/dimse-status': 'object', 'ris/rejected': 'message', 'reading/seal-broken': 'seal', 'store/full': 'disk',
  'pacs/unreachable': 'absent', 'ris/unreachable': 'absent', 'pacs/busy': 'absent', 'pacs/timeout': 'unknown', 'pacs/interrupted': 'unknown', 'pacs/malformed': 'unknown', 'ris/no-answer': 'unknown',
  'pacs/not-committed': 'notKept', 'pacs/not-configured': 'settings', 'ris/not-configured': 'settings',
}

export function adviceFor({ state, lastProblem, lastErrorClass }: Pick<DeliveryRow, 'state' | 'lastProblem' | 'lastErrorClass'>): Advice | null {
  if (lastProblem === null || state === 'superseded') return null
  if (lastProblem.code === 'pacs/answer') return lastErrorClass === 'permanent' ? 'object' : 'absent'
  return byCode[lastProblem.code] ?? 'support'
}
