/** What makes two files the same object: SHA-256 of the dataset after the File Meta Information (PS3.10 7.1), which a
 *  PACS may rewrite when it stores and gives back. Without meta the whole file is the dataset. */
import { createHash } from 'node:crypto'

export interface DatasetDigest {
  push(chunk: Uint8Array): void
  /** Hex; after the last chunk. */
  value(): string
}

/** A real meta group is some hundred bytes; one that claims more is no reason to hold the file. */
const longestMeta = 1024 * 1024

export function createDatasetDigest(): DatasetDigest {
  const hash = createHash('sha256')
  let head: Buffer | null = Buffer.alloc(0)
  let digest: string | null = null
  const begin = (bytes: Buffer, end: number) => {
    hash.update(bytes.subarray(Math.min(end, bytes.length)))
    head = null
  }
  return {
    push(chunk) {
      if (head === null) { hash.update(chunk); return }
      head = Buffer.concat([head, chunk])
      const { end, isCertain } = metaEnd(head)
      if (isCertain || head.length > longestMeta) begin(head, end)
    },
    value() {
      if (head !== null) begin(head, metaEnd(head).end)
      digest ??= hash.digest('hex')
      return digest
    },
  }
}

export function datasetDigest(part10: Uint8Array): string {
  const digest = createDatasetDigest()
  digest.push(part10)
  return digest.value()
}

/** Offset of the dataset: from the group length, else by walking the meta elements. Not certain while bytes that
 *  would tell are still to come. */
function metaEnd(head: Buffer): { end: number; isCertain: boolean } {
  if (head.length <= 144) return { end: 0, isCertain: false }
  if (head.toString('latin1', 128, 132) !== 'DICM') return { end: 0, isCertain: true }
  if (head.readUInt32LE(132) === 0x00000002) {
    const end = 144 + head.readUInt32LE(140)
    return { end, isCertain: head.length >= end }
  }
  let at = 132
  while (at + 12 <= head.length && head.readUInt16LE(at) === 2) {
    const isLong = ['OB', 'UN'].includes(head.toString('latin1', at + 4, at + 6))
    at += isLong ? 12 + head.readUInt32LE(at + 8) : 8 + head.readUInt16LE(at + 6)
  }
  return { end: at, isCertain: at + 12 <= head.length }
}
