/** JSON with sorted members (RFC 8785 for the strings, integers and booleans that stand in the vault), and its digest. */
import { createHash } from 'node:crypto'

export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  )
}

/** SHA-256, hex. */
export const digestOf = (value: unknown): string => createHash('sha256').update(canonical(value), 'utf8').digest('hex')
