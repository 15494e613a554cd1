/** Keys of people on other consoles. On a coordinator's console: readers whose card a coordinator admitted, each under
 *  that coordinator's signature, which is verified at every use. On a reader console: the card of the centre it joined. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { accountCard, centreCard, type AccountCard, type AccountId } from '../contract/index.ts'
import { currentOf } from './centre-keys.ts'
import { publicKey, type CryptoKey } from './key-pair.ts'
import { unverified, verifyText } from './signed-text.ts'
import type { VaultContent } from './vault-file.ts'

export const storedForeign = z.strictObject({
  joined: centreCard.nullable(),
  /** Signed statements, one for each admitted reader. */
  admissions: z.array(z.string()),
})
export type StoredForeign = z.infer<typeof storedForeign>
export const noForeign: StoredForeign = { joined: null, admissions: [] }

/** Of a reader who was dismissed the signing key stays, so that what was signed before can still be verified. */
export const admission = z.strictObject({ centreId: z.string(), card: accountCard, admittedAt: z.iso.datetime(), dismissedAt: z.iso.datetime().nullable() })
export interface Admitted { readonly card: AccountCard; readonly admittedAt: string; readonly dismissedAt: string | null; readonly by: AccountId }

/** Stays the same when the key is renewed: from the first pair of this console. */
export function centreIdOf({ centre, foreign }: VaultContent): string {
  const joined = foreign?.joined ?? null
  return joined !== null ? joined.centreId : createHash('sha256').update(centre[0]?.publicKey ?? '').digest('hex').slice(0, 32)
}

/** Signing key of an account of this console that holds the centre's present key. */
async function coordinatorKey({ accounts, centre }: VaultContent, id: AccountId): Promise<CryptoKey | null> {
  const account = accounts.find((one) => one.id === id)
  return account === undefined || currentOf(centre).coordinators[id] === undefined ? null : publicKey('sign', account.signing)
}

/** Null for an admission that no present coordinator signed for this centre. */
export async function verifiedAdmission(content: VaultContent, jws: string): Promise<Admitted | null> {
  const verified = await verifyText(jws, 'binocle-admission', (id) => coordinatorKey(content, id))
  if (verified === null || verified === 'UNKNOWN') return null
  const found = admission.safeParse(verified.payload).data
  if (found === undefined || found.centreId !== centreIdOf(content)) return null
  return { card: found.card, admittedAt: found.admittedAt, dismissedAt: found.dismissedAt, by: verified.signer }
}

export const admittedId = (jws: string): string | null => admission.safeParse(unverified(jws)?.payload).data?.card.accountId ?? null

/** Those who were dismissed among them. */
export async function everAdmitted(content: VaultContent): Promise<Admitted[]> {
  const found = await Promise.all((content.foreign ?? noForeign).admissions.map((jws) => verifiedAdmission(content, jws)))
  return found.filter((one) => one !== null)
}

export interface ForeignKeys { readonly signing: CryptoKey; readonly receiving: CryptoKey | null }

/** Null for who is not known from elsewhere. Of readers of a joined centre only the signing key is known. */
export async function foreignKeys(content: VaultContent, id: AccountId): Promise<ForeignKeys | null> {
  const { joined, admissions } = content.foreign ?? noForeign
  for (const jws of admissions.filter((one) => admittedId(one) === id)) {
    const admitted = await verifiedAdmission(content, jws)
    if (admitted !== null) return { ...await both(admitted.card), ...(admitted.dismissedAt === null ? {} : { receiving: null }) }
  }
  const coordinator = joined?.coordinators.find(({ accountId }) => accountId === id)
  if (coordinator !== undefined) return both(coordinator)
  const reader = joined?.readers.find(({ accountId }) => accountId === id)
  return reader === undefined ? null : { signing: await publicKey('sign', { publicKey: reader.signing }), receiving: null }
}

async function both({ signing, receiving }: AccountCard): Promise<ForeignKeys> {
  return { signing: await publicKey('sign', { publicKey: signing }), receiving: await publicKey('receive', { publicKey: receiving }) }
}
