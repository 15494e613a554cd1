/** What one console shows another so that both can trust each other: the public keys of an account, and of a centre with
 *  those who speak for it. Cards travel as small files; two people compare their fingerprint aloud. */
import { z } from 'zod'
import { account } from './session.ts'
import { accountId, instant } from './ids.ts'

/** SubjectPublicKeyInfo of a P-256 key, base64. */
const publicKey = z.base64().max(400)

/** An account as other consoles know it. */
export const accountCard = z.strictObject({
  accountId, displayName: account.shape.displayName, roles: account.shape.roles,
  /** Verifies what the account signed. */
  signing: publicKey,
  /** Seals what is for the account alone. */
  receiving: publicKey,
})
export type AccountCard = z.infer<typeof accountCard>

/** A centre as reader consoles know it, signed by one of its coordinators. */
export const centreCard = z.strictObject({
  /** Stays the same when the key is renewed. */
  centreId: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string().max(200),
  /** What is sealed for the centre is sealed for this key. */
  key: z.strictObject({ id: z.string().min(1).max(64), publicKey }),
  coordinators: z.array(accountCard).min(1).max(50),
  /** Who reads for the centre, without a name: whose signature under an opinion holds. */
  readers: z.array(z.strictObject({ accountId, signing: publicKey })).max(5000),
  /** How long the register of the centre's key is, and the digest of its last statement: it never goes back. */
  register: z.strictObject({ length: z.number().int().min(1), head: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  issuedAt: instant,
})
export type CentreCard = z.infer<typeof centreCard>
