/** Evidence objects that speak of images, and the only ones whose content is ever read: results of detection and
 *  rejection notes. What another reader wrote in a report stays unread. */
import { readCadReport, type CadEvidence } from './cad-report.ts'
import type { Dataset } from './dataset.ts'
import { readRejectionNote, type RejectionNote } from './rejection-note.ts'

export type Evidence = CadEvidence | RejectionNote

export const mammographyCadClass = '1.2.840.10008.5.1.4.1.1.88.50'
export const keyObjectSelectionClass = '1.2.840.10008.5.1.4.1.1.88.59'

export const hasReadableContent = (sopClassUID: string): boolean => sopClassUID === mammographyCadClass || sopClassUID === keyObjectSelectionClass

export function readEvidence(dataset: Dataset, sopClassUID: string): Evidence | null {
  if (sopClassUID === mammographyCadClass) return readCadReport(dataset)
  return sopClassUID === keyObjectSelectionClass ? readRejectionNote(dataset) : null
}
