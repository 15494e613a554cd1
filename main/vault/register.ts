/** The register of the centre's key: who holds it, whose public keys were compared aloud, and which pair seals. A chain of
 *  statements, each signed by somebody who held the key after the one before, each naming the digest of that one. What it
 *  says goes before anything else in `vault.json`, which every account of the console could write (ADR 24). */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { accountCard, accountId, ExpectedError, type AccountCard, type AccountId } from '../contract/index.ts'
import { importVerifyingKey } from './key-pair.ts'
import { signText, unverified, verifyText, type Signer } from './signed-text.ts'

const base64 = z.base64()
const member = z.strictObject({ accountId, signing: base64, receiving: base64 })
/** Public keys of an account, SPKI in base64. */
export type Member = z.infer<typeof member>
const centreKey = z.strictObject({ id: z.string().min(1).max(64), publicKey: base64 })
export type NamedKey = z.infer<typeof centreKey>
const at = z.iso.datetime()

const said = z.discriminatedUnion('act', [
  /** The first one, signed by the founder with the key that it names itself. */
  z.strictObject({ act: z.literal('FOUND'), centreId: z.string(), founder: member, key: centreKey }),
  z.strictObject({ act: z.literal('HOLD'), member }),
  /** No longer holds; the key is a new one, which that account never had. */
  z.strictObject({ act: z.literal('LEAVE'), accountId, key: centreKey }),
  z.strictObject({ act: z.literal('KEY'), key: centreKey }),
  /** An account of this console for whom opinions may be sealed. */
  z.strictObject({ act: z.literal('KNOW'), member }),
  z.strictObject({ act: z.literal('ADMIT'), card: accountCard, admittedAt: at }),
  z.strictObject({ act: z.literal('DISMISS'), accountId, dismissedAt: at }),
])
export type Said = z.infer<typeof said>
const statement = z.strictObject({ n: z.number().int(), previous: z.string(), at, said })

export interface Admitted { readonly card: AccountCard; readonly admittedAt: string; readonly dismissedAt: string | null; readonly by: AccountId }

/** What the whole chain says. */
export interface Register {
  readonly centreId: string
  readonly key: NamedKey
  readonly holders: ReadonlyMap<AccountId, Member>
  /** Accounts of this console whose keys were compared, those who hold or held the key among them. */
  readonly members: ReadonlyMap<AccountId, Member>
  /** Readers of other consoles, those who were dismissed among them. */
  readonly admitted: ReadonlyMap<AccountId, Admitted>
  /** SHA-256 of each statement, hex. */
  readonly digests: readonly string[]
}

type Stored = { readonly register?: readonly string[] | undefined }
/** A chain is verified once for each content of the vault that was read or written. */
const known = new WeakMap<readonly string[], Register | null>()

/** Null without a register, and for one of which any statement does not hold. */
export async function readRegister({ register: chain }: Stored): Promise<Register | null> {
  if (chain === undefined) return null
  const found = known.get(chain)
  if (found !== undefined) return found
  let register: Register | null = null
  for (const jws of chain) {
    register = await follow(register, jws)
    if (register === null) break
  }
  known.set(chain, register)
  return register
}

/** The same, of a content that was verified before. */
export function registerOf({ register: chain }: Stored): Register | null {
  return chain === undefined ? null : known.get(chain) ?? null
}

/** `keys/not-held` when the signer may not say so. */
export async function append({ register: chain = [] }: Stored, signer: Signer, acts: readonly Said[], now: Date): Promise<readonly string[]> {
  let register = chain.length === 0 ? null : await readRegister({ register: chain })
  const longer = [...chain]
  for (const one of acts) {
    const jws = await signText(signer, 'binocle-register', { n: longer.length, previous: register?.digests.at(-1) ?? '', at: now.toISOString(), said: one })
    register = await follow(register, jws)
    if (register === null) throw new ExpectedError('keys/not-held')
    longer.push(jws)
  }
  known.set(longer, register)
  return longer
}

async function follow(before: Register | null, jws: string): Promise<Register | null> {
  const claimed = statement.safeParse(unverified(jws)?.payload).data?.said
  const founder = before === null && claimed?.act === 'FOUND' ? claimed.founder : null
  const spkiOf = (id: AccountId) => (founder === null ? before?.holders.get(id)?.signing : founder.accountId === id ? founder.signing : undefined)
  const verified = await verifyText(jws, 'binocle-register', async (id) => {
    const spki = spkiOf(id)
    return spki === undefined ? null : importVerifyingKey(spki)
  })
  if (verified === null || verified === 'UNKNOWN') return null
  const found = statement.safeParse(verified.payload).data
  const digests = before?.digests ?? []
  if (found === undefined || found.n !== digests.length || found.previous !== (digests.at(-1) ?? '')) return null
  const after = apply(before, found.said, verified.signer)
  return after === null ? null : { ...after, digests: [...digests, createHash('sha256').update(jws).digest('hex')] }
}

/** Null for what cannot be said there. */
function apply(before: Register | null, one: Said, by: AccountId): Omit<Register, 'digests'> | null {
  if (one.act === 'FOUND') {
    const only = new Map([[one.founder.accountId, one.founder]])
    return before === null ? { centreId: one.centreId, key: one.key, holders: only, members: only, admitted: new Map() } : null
  }
  if (before === null) return null
  switch (one.act) {
    case 'HOLD':
      return { ...before, holders: and(before.holders, one.member.accountId, one.member), members: and(before.members, one.member.accountId, one.member) }
    case 'KNOW':
      // Who holds the key is known by the statement that says so.
      return before.holders.has(one.member.accountId) ? null : { ...before, members: and(before.members, one.member.accountId, one.member) }
    case 'KEY':
      return { ...before, key: one.key }
    case 'LEAVE': {
      const holders = new Map(before.holders)
      return holders.delete(one.accountId) && holders.size > 0 ? { ...before, holders, key: one.key } : null
    }
    case 'ADMIT':
      return { ...before, admitted: and(before.admitted, one.card.accountId, { card: one.card, admittedAt: one.admittedAt, dismissedAt: null, by }) }
    case 'DISMISS': {
      const found = before.admitted.get(one.accountId)
      return found === undefined ? null : { ...before, admitted: and(before.admitted, one.accountId, { ...found, dismissedAt: one.dismissedAt, by }) }
    }
  }
}

const and = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value)
