/** Rejection notes of IHE Imaging Object Change Management: Key Object Selection documents (PS3.16 TID 2010) whose title
 *  says that what they reference must not be shown. A title such as "Quality Issue" (113010) or "Of Interest" hides
 *  nothing, and its document is not read further. */
import type { RejectionReason } from '../contract/index.ts'
import { contentTree, type ContentItem } from './content-tree.ts'
import { items, text, type Dataset } from './dataset.ts'

export interface RejectionNote {
  readonly kind: 'rejection'
  readonly reason: RejectionReason
  readonly sopInstanceUIDs: readonly string[]
}

const reasons: Readonly<Record<string, RejectionReason>> = { '113001': 'quality', '113037': 'patient-safety', '113038': 'wrong-worklist-entry' }

/** Null when the title (DCM) is none that hides. */
export const rejectionReason = (title: { value: string; scheme: string } | null): RejectionReason | null => (title?.scheme === 'DCM' ? (reasons[title.value] ?? null) : null)

export function readRejectionNote(dataset: Dataset): RejectionNote | null {
  const { root } = contentTree(dataset)
  const reason = rejectionReason(root.name)
  return reason === null ? null : { kind: 'rejection', reason, sopInstanceUIDs: [...new Set(referenced(root))] }
}

function referenced(item: ContentItem): string[] {
  const own = items(item.dataset, 'ReferencedSOPSequence').map((reference) => text(reference, 'ReferencedSOPInstanceUID')).filter((uid) => uid !== '')
  return [...own, ...item.children.flatMap(referenced)]
}
