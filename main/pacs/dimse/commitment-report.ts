/** What a PACS answers for (PS3.4 table J.3-2): objects that it keeps, and those that it does not with the reason. */
import type { Attributes } from '../../dicom/index.ts'
import { items, text, uidOf, type JsonDataset } from '../dicom-json.ts'

export interface CommitmentReport {
  readonly transactionUID: string
  readonly committed: readonly { readonly sopClassUID: string; readonly sopInstanceUID: string }[]
  /** `reason`: PS3.3 C.14.1.1, e.g. 0112 no such object instance; hexadecimal. */
  readonly failed: readonly { readonly sopInstanceUID: string; readonly reason: string }[]
}

export function createDatasetKeys(transactionUID: string, objects: CommitmentReport['committed']): Attributes {
  return { TransactionUID: transactionUID, ReferencedSOPSequence: objects.map(({ sopClassUID, sopInstanceUID }) => ({ ReferencedSOPClassUID: sopClassUID, ReferencedSOPInstanceUID: sopInstanceUID })) }
}

/** Null when it names no transaction. */
export function commitmentReport(from: JsonDataset): CommitmentReport | null {
  const transactionUID = uidOf(from, '00081195')
  if (transactionUID === null) return null
  return {
    transactionUID,
    committed: items(from, '00081199').flatMap((one) => {
      const sopInstanceUID = uidOf(one, '00081155')
      return sopInstanceUID === null ? [] : [{ sopClassUID: text(one, '00081150'), sopInstanceUID }]
    }),
    failed: items(from, '00081198').flatMap((one) => {
      const sopInstanceUID = uidOf(one, '00081155')
      return sopInstanceUID === null ? [] : [{ sopInstanceUID, reason: Number(text(one, '00081197')).toString(16).padStart(4, '0') }]
    }),
  }
}
