/** A new UID under the UUID root (PS3.5 B.2): needs no registration, never repeats. */
import { createHash, randomUUID } from 'node:crypto'

export function newUid(uuid: () => string = randomUUID): string {
  return `2.25.${BigInt(`0x${uuid().replaceAll('-', '')}`)}`
}

/** The same UID for the same text, on every console: the first 128 bits of its SHA-256, marked as a UUID of version 8
 *  (RFC 9562 5.8). */
export function derivedUid(text: string): string {
  const bytes = createHash('sha256').update(text, 'utf8').digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return newUid(() => bytes.toString('hex'))
}
