/** A new UID under the UUID root (PS3.5 B.2): needs no registration, never repeats. */
import { randomUUID } from 'node:crypto'

export function newUid(uuid: () => string = randomUUID): string {
  return `2.25.${BigInt(`0x${uuid().replaceAll('-', '')}`)}`
}
