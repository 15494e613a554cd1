/** Keys of people on other consoles. On a coordinator's console: readers whose card a coordinator admitted, as the register
 *  says. On a reader console: the card of the centre it joined, as the account remembers it. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { accountCard, centreCard, type AccountCard, type AccountId } from '../contract/index.ts'
import { currentOf } from './centre-keys.ts'
import { publicKey, type CryptoKey } from './key-pair.ts'
import { registerOf, type Admitted } from './register.ts'
import { verifyText } from './signed-text.ts'
import type { VaultContent } from './vault-file.ts'

export const storedForeign = z.strictObject({
  joined: centreCard.nullable(),
  /** The joined card as a coordinator signed it: by that another account of this console follows it. */
  signed: z.string().optional(),
  /** Before the register: signed statements, one for each admitted reader. They are offered when it is founded. */
  admissions: z.array(z.string()),
})
export type StoredForeign = z.infer<typeof storedForeign>
export const noForeign: StoredForeign = { joined: null, admissions: [] }

/** Stays the same when the key is renewed. Before the register: from the first pair of this console. */
export function centreIdOf(content: VaultContent): string {
  const joined = content.foreign?.joined ?? null
  return joined?.centreId ?? registerOf(content)?.centreId ?? createHash('sha256').update(content.centre[0]?.publicKey ?? '').digest('hex').slice(0, 32)
}

/** Those who were dismissed among them. Of one who was dismissed the signing key still verifies what was signed before. */
export const everAdmitted = (content: VaultContent): Admitted[] => [...registerOf(content)?.admitted.values() ?? []]

const formerAdmission = z.strictObject({ centreId: z.string(), card: accountCard, admittedAt: z.iso.datetime(), dismissedAt: z.iso.datetime().nullable() })

/** Readers that a coordinator of this console admitted before there was a register: under that coordinator's signature, with
 *  nothing that says which of two statements is the later one. */
export async function formerlyAdmitted(content: VaultContent): Promise<Admitted[]> {
  const holders = currentOf(content.centre).coordinators
  const keyOf = async (id: AccountId) => {
    const account = content.accounts.find((one) => one.id === id)
    return account === undefined || holders[id] === undefined ? null : publicKey('sign', account.signing)
  }
  const found = await Promise.all((content.foreign ?? noForeign).admissions.map(async (jws) => {
    const verified = await verifyText(jws, 'binocle-admission', keyOf)
    const says = verified === null || verified === 'UNKNOWN' ? undefined : formerAdmission.safeParse(verified.payload).data
    return says === undefined || verified === null || verified === 'UNKNOWN' ? null : { card: says.card, admittedAt: says.admittedAt, dismissedAt: says.dismissedAt, by: verified.signer }
  }))
  return found.filter((one) => one !== null)
}

export interface ForeignKeys { readonly signing: CryptoKey; readonly receiving: CryptoKey | null }

/** Null for who is not known from elsewhere. Of readers of a joined centre only the signing key is known. */
export async function foreignKeys(content: VaultContent, id: AccountId): Promise<ForeignKeys | null> {
  const admitted = registerOf(content)?.admitted.get(id)
  if (admitted !== undefined) return { ...await both(admitted.card), ...(admitted.dismissedAt === null ? {} : { receiving: null }) }
  const joined = content.foreign?.joined ?? null
  const coordinator = joined?.coordinators.find(({ accountId }) => accountId === id)
  if (coordinator !== undefined) return both(coordinator)
  const reader = joined?.readers.find(({ accountId }) => accountId === id)
  return reader === undefined ? null : { signing: await publicKey('sign', { publicKey: reader.signing }), receiving: null }
}

async function both({ signing, receiving }: AccountCard): Promise<ForeignKeys> {
  return { signing: await publicKey('sign', { publicKey: signing }), receiving: await publicKey('receive', { publicKey: receiving }) }
}
