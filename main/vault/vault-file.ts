/** `vault.json`: names and wrapped keys of the accounts. Written durably, its previous content kept beside it, and
 *  authenticated as a whole under the master key, so that a public key or a name exchanged by hand is noticed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { accountId, ExpectedError, language } from '../contract/index.ts'
import { canonical } from './canonical.ts'
import { storedForeign } from './foreign-keys.ts'
import { readIfPresent, removeLeftovers, writeDurably } from './durable-file.ts'

const base64 = z.base64()
const keyPair = z.strictObject({ publicKey: base64, privateKey: base64 })

const storedAccount = z.strictObject({
  id: accountId,
  displayName: z.string(),
  language,
  scrypt: z.strictObject({ N: z.number().int().min(2).max(2 ** 20), r: z.number().int().min(1).max(32), p: z.number().int().min(1).max(16) }),
  salt: base64,
  /** The keychain's secret went into the user key, so it is needed again. */
  keychain: z.boolean(),
  masterKey: base64,
  signing: keyPair,
  receiving: keyPair,
  /** What this account last saw of the register, opened by its passphrase alone (`memory.ts`). */
  memory: base64.optional(),
})
export type StoredAccount = z.infer<typeof storedAccount>

const storedCentreKey = z.strictObject({
  /** Stands as `kid` in what is sealed for it. */
  id: z.string().min(1).max(64),
  publicKey: base64,
  madeAt: z.iso.datetime(),
  /** The private half, wrapped by the master key; null as soon as a coordinator holds it. */
  console: base64.nullable(),
  /** The private half, for the receiving key of each coordinator (compact JWE). */
  coordinators: z.record(accountId, z.string()),
})
export type StoredCentreKey = z.infer<typeof storedCentreKey>

const mac = z.string().regex(/^[0-9a-f]{64}$/)
const accounts = z.array(storedAccount).min(1)
/** Keys in the order of making: the last one seals. Format 3 knew keys of other consoles; format 4 knows the register and
 *  what each account remembers of it, which an earlier program must not pass over. */
const vaultContent = z.strictObject({
  format: z.union([z.literal(2), z.literal(3), z.literal(4)]), centre: z.array(storedCentreKey).min(1), accounts, foreign: storedForeign.optional(),
  /** Signed statements (`register.ts`). */
  register: z.array(z.string()).readonly().optional(),
})
/** What is written now. */
export const presentFormat = 4
export type VaultContent = z.infer<typeof vaultContent>
const vaultFile = vaultContent.extend({ mac })
/** Before coordinators: one key of the centre, wrapped for the console. */
const firstFormat = z.strictObject({ format: z.literal(1), centre: keyPair, accounts, mac })

export interface VaultOnDisk {
  readonly content: VaultContent
  readonly mac: string
  /** What the mac was made over; nothing when it is `content` itself. */
  readonly written?: unknown
  /** True when `vault.json` was missing or unreadable and its previous copy was taken. */
  readonly restored: boolean
}

const previousOf = (file: string) => `${file}.previous`

const anyFormat = z.looseObject({ format: z.number().int() })

function parse(text: string): Omit<VaultOnDisk, 'restored'> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // cut short or overwritten: the caller turns to the previous copy
  }
  const found = anyFormat.safeParse(value).data?.format
  if (found !== undefined && found > presentFormat) throw new ExpectedError('store/newer-version', { params: { found } })
  if (found === 1) return fromFirstFormat(value)
  const file = vaultFile.safeParse(value).data
  if (file === undefined) return null
  const { mac: sum, ...content } = file
  return { content, mac: sum }
}

function fromFirstFormat(value: unknown): Omit<VaultOnDisk, 'restored'> | null {
  const file = firstFormat.safeParse(value).data
  if (file === undefined) return null
  const { mac: sum, ...written } = file
  const key = { id: 'centre', publicKey: written.centre.publicKey, madeAt: new Date(0).toISOString(), console: written.centre.privateKey, coordinators: {} }
  return { content: { format: 2, centre: [key], accounts: written.accounts }, mac: sum, written }
}

/** Null when there is no vault yet; `store/damaged` when there is one that cannot be read. */
export function readVault(file: string): VaultOnDisk | null {
  const texts = [readIfPresent(file), readIfPresent(previousOf(file))]
  for (const [index, text] of texts.entries()) {
    const found = text === null ? null : parse(text)
    if (found === null) continue
    if (index === 0) finishForgetting(file, texts[0] ?? '', found.content, texts[1] ?? null)
    return { ...found, restored: index > 0 }
  }
  if (texts.every((text) => text === null)) return null
  throw new ExpectedError('store/damaged')
}

const isHeldByConsole = ({ centre }: VaultContent) => centre.some(({ console }) => console !== null)

/** A wrap for the whole console that was given up must not stay in the previous copy or in a file left by a crash. */
function finishForgetting(file: string, text: string, content: VaultContent, previous: string | null): void {
  if (isHeldByConsole(content)) return
  removeLeftovers(file)
  const before = previous === null ? null : parse(previous)
  if (before !== null && isHeldByConsole(before.content)) writeDurably(previousOf(file), text)
}

export function macOf(content: unknown, macKey: Uint8Array): string {
  return createHmac('sha256', macKey).update(canonical(content), 'utf8').digest('hex')
}

export function isAuthentic({ content, mac: sum, written = content }: Pick<VaultOnDisk, 'content' | 'mac' | 'written'>, macKey: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(sum, 'hex'), Buffer.from(macOf(written, macKey), 'hex'))
}

export function writeVault(file: string, content: VaultContent, macKey: Uint8Array): string {
  const sum = macOf(content, macKey)
  const text = `${JSON.stringify({ ...content, mac: sum }, null, 2)}\n`
  const before = readIfPresent(file)
  if (before !== null && parse(before) !== null) writeDurably(previousOf(file), before)
  writeDurably(file, text)
  // From here on the new content stands; a crash before the end of this leaves what the next reading finishes.
  finishForgetting(file, text, content, before)
  return sum
}
