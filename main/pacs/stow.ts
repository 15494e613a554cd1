/** STOW-RS (PS3.18 10.5): one object per request, and the truth of its answer. The status alone is not believed:
 *  PACS answer 200 with failures inside, or 400 with objects stored. */
import { ExpectedError } from '../contract/index.ts'
import { items, parseDataset, text } from './dicom-json.ts'

const referencedSopSequence = '00081199'
const failedSopSequence = '00081198'
const referencedSopInstanceUID = '00081155'
const failureReason = '00081197'

export interface StowBody {
  readonly contentType: string
  readonly pieces: readonly Uint8Array[]
}

/** The boundary is drawn at random so that no object can hold it. */
export function stowBody(part10: Uint8Array, boundary: string): StowBody {
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    pieces: [Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`), part10, Buffer.from(`\r\n--${boundary}--\r\n`)],
  }
}

/** Returns when the object is named as stored; throws `pacs/answer` with the status and, when there is one, the
 *  failure reason (PS3.4 table C.4.2-1 and PS3.18 table 10.5.3-1) in hexadecimal; `pacs/malformed` when it says neither. */
export function requireStored(status: number, body: string, sopInstanceUID: string): void {
  let answer: ReturnType<typeof parseDataset>
  try {
    answer = parseDataset(body)
  } catch (error) {
    if (status >= 200 && status < 300) throw error
    throw new ExpectedError('pacs/answer', { subject: sopInstanceUID, params: { status } })
  }
  const names = (item: typeof answer) => text(item, referencedSopInstanceUID) === sopInstanceUID
  const failed = items(answer, failedSopSequence)
  const stored = items(answer, referencedSopSequence).some(names)
  // Items without a name are of the one object that was sent, unless it is named as stored.
  const failure = failed.find(names) ?? (status >= 300 && !stored ? failed[0] : undefined)
  if (failure !== undefined) {
    const reason = Number(text(failure, failureReason))
    throw new ExpectedError('pacs/answer', {
      subject: sopInstanceUID,
      params: { status, ...(Number.isInteger(reason) && reason > 0 ? { failureReason: `0x${reason.toString(16).toUpperCase().padStart(4, '0')}` } : {}) },
    })
  }
  if (stored) return
  if (status >= 300) throw new ExpectedError('pacs/answer', { subject: sopInstanceUID, params: { status } })
  throw new ExpectedError('pacs/malformed', { subject: sopInstanceUID, cause: new Error('the object is named neither as stored nor as failed') })
}
