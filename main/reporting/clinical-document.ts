/** The clinical document of a signed report, written once: the message carries these bytes, the archive gets them as an object,
 *  and a withdrawal cancels the very same. */
import type { SignedReading } from '../domain/second-reading/index.ts'
import { buildCda, cdaContent, hasCodes, type DocumentIdentity } from './cda/index.ts'
import type { Clinical } from './payload.ts'
import type { ReportContent } from './report-model.ts'

export interface ClinicalDocument { readonly bytes: Uint8Array<ArrayBuffer>; readonly level: 1 | 3 }

interface Setting { readonly clinical: Clinical; readonly document: DocumentIdentity; readonly level: 1 | 3; readonly pdf: Uint8Array }

/** Level 3 only where all that it needs is known. */
export function clinicalDocument(signed: SignedReading, content: ReportContent, { clinical, document, level: wanted, pdf }: Setting, newUid: () => string): ClinicalDocument {
  const about = cdaContent(signed, content, { ...clinical, document, pdf })
  const level = wanted === 3 && hasCodes(about) ? 3 : 1
  return { bytes: buildCda(about, level, newUid), level }
}
