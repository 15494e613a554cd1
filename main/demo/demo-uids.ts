/** Identifiers of the demonstration objects: the same names give the same UIDs for ever (PS3.5 B.2), so that a second
 *  import finds duplicates and nothing else. */
import { createHash } from 'node:crypto'

export function demoUid(name: string): string {
  const digest = createHash('sha256').update(`binocle demonstration ${name}`).digest('hex').slice(0, 32)
  return `2.25.${BigInt(`0x${digest}`)}`
}
