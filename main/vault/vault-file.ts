/** `vault.json`: names and wrapped keys of the accounts. Written durably, its previous content kept beside it, and
 *  authenticated as a whole under the master key, so that a public key or a name exchanged by hand is noticed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { accountId, ExpectedError, language } from '../contract/index.ts'
import { readIfPresent, writeDurably } from './durable-file.ts'

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
})
export type StoredAccount = z.infer<typeof storedAccount>

const vaultContent = z.strictObject({ format: z.literal(1), centre: keyPair, accounts: z.array(storedAccount).min(1) })
export type VaultContent = z.infer<typeof vaultContent>
const vaultFile = vaultContent.extend({ mac: z.string().regex(/^[0-9a-f]{64}$/) })

export interface VaultOnDisk {
  readonly content: VaultContent
  readonly mac: string
  /** True when `vault.json` was missing or unreadable and its previous copy was taken. */
  readonly restored: boolean
}

const previousOf = (file: string) => `${file}.previous`

const anyFormat = z.looseObject({ format: z.number().int() })

function parse(text: string): z.infer<typeof vaultFile> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null // cut short or overwritten: the caller turns to the previous copy
  }
  const found = anyFormat.safeParse(value).data?.format
  if (found !== undefined && found > 1) throw new ExpectedError('store/newer-version', { params: { found } })
  return vaultFile.safeParse(value).data ?? null
}

/** Null when there is no vault yet; `store/damaged` when there is one that cannot be read. */
export function readVault(file: string): VaultOnDisk | null {
  const texts = [readIfPresent(file), readIfPresent(previousOf(file))]
  for (const [index, text] of texts.entries()) {
    const found = text === null ? null : parse(text)
    if (found === null) continue
    const { mac, ...content } = found
    return { content, mac, restored: index > 0 }
  }
  if (texts.every((text) => text === null)) return null
  throw new ExpectedError('store/damaged')
}

/** JSON with sorted members (RFC 8785 for the strings, integers and booleans that stand here). */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  )
}

export function macOf(content: VaultContent, macKey: Uint8Array): string {
  return createHmac('sha256', macKey).update(canonical(content), 'utf8').digest('hex')
}

export function isAuthentic({ content, mac }: Pick<VaultOnDisk, 'content' | 'mac'>, macKey: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(content, macKey), 'hex'))
}

export function writeVault(file: string, content: VaultContent, macKey: Uint8Array): string {
  const mac = macOf(content, macKey)
  const before = readIfPresent(file)
  if (before !== null && parse(before) !== null) writeDurably(previousOf(file), before)
  writeDurably(file, `${JSON.stringify({ ...content, mac }, null, 2)}\n`)
  return mac
}
