/** What an account remembers of the centre's key: which register it saw, up to which statement, or which centre this
 *  console had joined. Sealed by what only its passphrase opens; at each unlock it is held against what stands there. */
import { z } from 'zod'
import { accountId, type AccountId, type CentreCard, type ErrorCode } from '../contract/index.ts'
import { digestOf } from './canonical.ts'
import { hkdf } from './derive.ts'
import { importVerifyingKey } from './key-pair.ts'
import { readRegister, registerOf } from './register.ts'
import { verifyText } from './signed-text.ts'
import type { VaultContent } from './vault-file.ts'
import { unwrap, wrap } from './wrap.ts'

const head = z.string()
const memory = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('NONE') }),
  /** `compared`: its mark was compared aloud, or this account founded it. */
  z.strictObject({ of: z.literal('REGISTER'), root: head, length: z.number().int(), head, compared: z.boolean() }),
  z.strictObject({
    of: z.literal('CENTRE'), centreId: z.string(), digest: head, issuedAt: z.string(), coordinators: z.array(z.strictObject({ accountId, signing: z.string() })),
    register: z.strictObject({ length: z.number().int(), head }).nullable(), compared: z.boolean(),
  }),
])
export type Memory = z.infer<typeof memory>

/** Why nothing is sealed, wrapped or released in a session. */
export type Finding = Extract<ErrorCode, 'keys/not-founded' | 'keys/to-compare' | 'keys/register-cut' | 'keys/register-rewritten' | 'keys/centre-changed' | 'keys/memory-lost'>

const context = (id: AccountId) => `memory of ${id}`
export const memoryKeyOf = (userKey: Uint8Array): Buffer => hkdf(userKey, 'binocle memory 1')

export function sealMemory(key: Uint8Array, id: AccountId, remembered: Memory): string {
  return wrap(key, Buffer.from(JSON.stringify(remembered)), context(id)).toString('base64')
}

/** Null for what this account did not seal. */
export function openMemory(key: Uint8Array, id: AccountId, sealed: string): Memory | null {
  const opened = unwrap(key, Buffer.from(sealed, 'base64'), context(id))
  return opened === null ? null : memory.parse(JSON.parse(opened.toString('utf8')))
}

/** What there is to remember now; its register was read before. */
export function presentMemory(content: VaultContent, compared: boolean): Memory {
  const joined = content.foreign?.joined ?? null
  if (joined !== null) {
    const { centreId, issuedAt, register = null } = joined
    return { of: 'CENTRE', centreId, digest: digestOf(joined), issuedAt, register, compared, coordinators: joined.coordinators.map((one) => ({ accountId: one.accountId, signing: one.signing })) }
  }
  const digests = registerOf(content)?.digests
  return digests === undefined ? { of: 'NONE' } : { of: 'REGISTER', root: digests[0] ?? '', length: digests.length, head: digests.at(-1) ?? '', compared }
}

/** Null when what stands there is what was remembered, or follows from it by signatures of those who might. */
export async function assess(content: VaultContent, remembered: Memory): Promise<Finding | null> {
  const joined = content.foreign?.joined ?? null
  const register = await readRegister(content)
  if (joined !== null) {
    if (remembered.of === 'REGISTER') return 'keys/centre-changed'
    return remembered.of === 'NONE' || (await follows(content, joined, remembered)) ? null : 'keys/centre-changed'
  }
  if (content.register !== undefined && register === null) return 'keys/register-rewritten'
  if (remembered.of === 'CENTRE') return 'keys/centre-changed'
  if (register === null) return remembered.of === 'REGISTER' ? 'keys/register-cut' : null
  if (remembered.of === 'REGISTER') {
    const { digests } = register
    if (digests[0] !== remembered.root) return 'keys/register-rewritten'
    if (digests.length < remembered.length) return 'keys/register-cut'
    if (digests[remembered.length - 1] !== remembered.head) return 'keys/register-rewritten'
  }
  const key = content.centre.at(-1)
  return key?.id === register.key.id && key.publicKey === register.key.publicKey && key.console === null ? null : 'keys/centre-changed'
}

/** The card that was remembered, or a newer one under the signature of a coordinator whom the remembered one names. */
async function follows({ foreign }: VaultContent, card: CentreCard, remembered: Extract<Memory, { of: 'CENTRE' }>): Promise<boolean> {
  if (digestOf(card) === remembered.digest) return true
  if (card.centreId !== remembered.centreId || card.issuedAt <= remembered.issuedAt || isBehind(card, remembered.register)) return false
  const verified = await verifyText(foreign?.signed ?? '', 'binocle-centre-card', async (id) => {
    const known = remembered.coordinators.find((one) => one.accountId === id)
    return known === undefined ? null : importVerifyingKey(known.signing)
  })
  return verified !== null && verified !== 'UNKNOWN' && digestOf(verified.payload) === digestOf(card)
}

/** A card whose register is shorter than one that was seen, or of the same length and another. */
export function isBehind({ register }: Pick<CentreCard, 'register'>, seen: { readonly length: number; readonly head: string } | null): boolean {
  if (seen === null) return false
  return register === undefined || register.length < seen.length || (register.length === seen.length && register.head !== seen.head)
}
