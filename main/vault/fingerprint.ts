/** What two people read to one another: the first eight groups of four hexadecimal digits of a SHA-256. */
import { createHash } from 'node:crypto'
import type { AccountCard, CentreCard } from '../contract/index.ts'

function groups(parts: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return shown(hash.digest('hex'))
}
const shown = (hex: string) => (hex.toUpperCase().match(/.{4}/g) ?? []).slice(0, 8).join(' ')
const key = (spki: string) => Buffer.from(spki, 'base64')

/** Of one public key (SPKI, base64). */
export const fingerprint = (spki: string): string => groups([key(spki)])

/** Of the two public keys of an account. */
export const accountFingerprint = ({ signing, receiving }: Pick<AccountCard, 'signing' | 'receiving'>): string => groups([key(signing), key(receiving)])

/** Of the receiving key and of all who speak for the centre, so that none can be slipped in. */
export const centreFingerprint = ({ centreId, key: { publicKey }, coordinators }: CentreCard): string =>
  groups([Buffer.from(centreId), key(publicKey), ...coordinators.map(({ signing }) => signing).toSorted().map(key)])

/** Of the last statement of the register, and by it of all before: it changes with each act. */
export const headFingerprint = (head: string): string => shown(head)
