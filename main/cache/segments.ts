/** The form of an encrypted object file: a header, then segments of 64 KiB under AES-256-GCM in the STREAM
 *  construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): nonce = prefix 7 | counter 4 | last 1, the header being
 *  associated data of each. A segment moved, left out, cut off or taken from another file does not open. */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

export const segmentBytes = 64 * 1024
export const tagBytes = 16
export const sealedSegmentBytes = segmentBytes + tagBytes

const magic = Buffer.from('BINOCLE1', 'latin1')
const prefixBytes = 7
export const saltBytes = 32
/** magic 8 | segment size 4 | nonce prefix 7 | salt 32 */
export const headerBytes = magic.length + 4 + prefixBytes + saltBytes
const prefixAt = magic.length + 4
const saltAt = prefixAt + prefixBytes

export function newHeader(): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(segmentBytes)
  return Buffer.concat([magic, size, randomBytes(prefixBytes + saltBytes)])
}

/** Salt of the file key; null when this is no header of ours. */
export function saltOf(header: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.length)
  if (bytes.length !== headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return null
  return bytes.readUInt32BE(magic.length) === segmentBytes ? bytes.subarray(saltAt) : null
}

/** An empty object still has one segment, so that its emptiness is authenticated. */
export function segmentCount(length: number): number {
  return Math.max(1, Math.ceil(length / segmentBytes))
}

export function fileLength(length: number): number {
  return headerBytes + length + segmentCount(length) * tagBytes
}

function nonceOf(header: Buffer, index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  header.copy(nonce, 0, prefixAt, prefixAt + prefixBytes)
  nonce.writeUInt32BE(index, prefixBytes)
  nonce[11] = last ? 1 : 0
  return nonce
}

export interface SegmentPlace {
  readonly key: KeyObject
  readonly header: Buffer
  readonly index: number
  readonly last: boolean
}

/** Ciphertext, then tag: as they follow each other in the file. */
export function sealSegment({ key, header, index, last }: SegmentPlace, plain: Uint8Array): [Buffer, Buffer] {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, index, last), { authTagLength: tagBytes })
  cipher.setAAD(header)
  const body = cipher.update(plain)
  cipher.final()
  return [body, cipher.getAuthTag()]
}

/** Null unless the tag is right: no byte is given out before it was verified. */
export function openSegment({ key, header, index, last }: SegmentPlace, sealed: Uint8Array): Buffer | null {
  if (sealed.length < tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, index, last), { authTagLength: tagBytes })
  decipher.setAAD(header)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagBytes))
  try {
    decipher.final()
    return plain
  } catch {
    plain.fill(0) // a bad tag is an answer here, not a fault
    return null
  }
}
