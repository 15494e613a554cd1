/** What makes two files the same object: SHA-256 of the dataset after the File Meta Information (PS3.10 7.1), which a
 *  PACS may rewrite when it stores and gives back. Without meta the whole file is the dataset. */
import { createHash } from 'node:crypto'

export function datasetDigest(part10: Uint8Array): string {
  return createHash('sha256').update(part10.subarray(metaEnd(part10))).digest('hex')
}

/** Offset of the dataset: from the group length, else by walking the meta elements. */
function metaEnd(part10: Uint8Array): number {
  const signed = part10.length > 144 && Buffer.from(part10.buffer, part10.byteOffset + 128, 4).toString('latin1') === 'DICM'
  if (!signed) return 0
  const view = new DataView(part10.buffer, part10.byteOffset, part10.byteLength)
  if (view.getUint32(132, true) === 0x00000002) return Math.min(part10.length, 144 + view.getUint32(140, true))
  let at = 132
  while (at + 12 <= part10.length && view.getUint16(at, true) === 2) {
    const long = ['OB', 'UN'].includes(String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5)))
    at += long ? 12 + view.getUint32(at + 8, true) : 8 + view.getUint16(at + 6, true)
  }
  return Math.min(part10.length, at)
}
