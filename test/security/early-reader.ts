/** Takes the place of somebody who wants to know a blind opinion too early: gathers every byte within reach, finds every
 *  key that the given passphrase leads to, tries each key on each seal, and looks for words of the opinion in all of it. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createDecipheriv, webcrypto } from 'node:crypto'
import { inflateRawSync, inflateSync } from 'node:zlib'
import { compactDecrypt } from 'jose'
import type { Store } from '../../main/store/index.ts'
import { deriveUserKey, hkdf } from '../../main/vault/derive.ts'

const { subtle } = webcrypto

/** Purposes for which the program derives a key from the master key. */
const purposes = ['binocle centre key 1', 'binocle database 1', 'binocle audit anchor 1', 'binocle study keys 1', 'binocle vault file 1', 'binocle memory 1']

export interface Reach {
  /** Folders whose files are read, whatever they are. */
  readonly folders?: readonly string[]
  /** An open database: the attacker has its key. */
  readonly store?: Store
  /** Bytes from elsewhere: objects of a PACS. */
  readonly bytes?: readonly Uint8Array[]
  /** An account of the console whose passphrase is known. */
  /** Private keys that he made himself. */
  readonly keys?: readonly webcrypto.CryptoKey[]
  readonly account?: { readonly vaultFile: string; readonly id: string; readonly passphrase: string }
}

/** The words that came to light. */
export async function readEarly(reach: Reach, words: readonly string[]): Promise<string[]> {
  const texts = [...(reach.bytes ?? []), ...(reach.folders ?? []).flatMap(filesUnder)].map((bytes) => Buffer.from(bytes))
  if (reach.store !== undefined) texts.push(Buffer.from(everyCell(reach.store)))
  const keys = [...(reach.keys ?? []), ...(reach.account === undefined ? [] : await keysOf(reach.account, texts))]
  const opened = await openAll(texts, keys)
  const all = [...texts, ...opened].flatMap(readings)
  return words.filter((word) => all.some((text) => forms(word).some((form) => text.includes(form))))
}

function filesUnder(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name)).filter((file) => statSync(file).isFile()).map((file) => readFileSync(file))
}

function everyCell(store: Store): string {
  const tables = store.prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type IN ('table', 'view')`).all()
  return tables.map(({ name }) => store.prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`).all()
    .map((row) => Object.values(row).map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : String(cell))).join('\n')).join('\n')).join('\n')
}

/** User key, master key, what derives from it, and every private key that any of them unwraps. A wrap is 28 bytes longer
 *  than what it holds: a key of 32 bytes, or a P-256 private key as PKCS #8. */
async function keysOf({ vaultFile, id, passphrase }: NonNullable<Reach['account']>, texts: readonly Buffer[]): Promise<webcrypto.CryptoKey[]> {
  const vault = JSON.parse(readFileSync(vaultFile, 'utf8')) as { accounts: { id: string; salt: string; scrypt: { N: number; r: number; p: number } }[] }
  const account = vault.accounts.find((one) => one.id === id)
  if (account === undefined) throw new Error('no such account')
  const userKey = await deriveUserKey({ passphrase, salt: Buffer.from(account.salt, 'base64'), cost: account.scrypt, keychainSecret: null })
  const wraps = [...new Set([readFileSync(vaultFile), ...texts].flatMap((text) => text.toString('latin1').match(/[A-Za-z0-9+/]{80,}={0,2}/g) ?? []))].map((text) => Buffer.from(text, 'base64')).filter(({ length }) => length === 60 || (length > 150 && length < 200))
  const secrets = [userKey, hkdf(userKey, 'binocle memory 1')]
  const found: Buffer[] = []
  for (const key of secrets) {
    for (const wrapped of wraps) {
      const secret = unwrapWith(key, wrapped, contexts(id))
      if (secret === null) continue
      if (secret.length === 32) secrets.push(secret, ...purposes.map((purpose) => hkdf(secret, purpose)))
      else found.push(secret)
    }
  }
  const keys: webcrypto.CryptoKey[] = []
  for (const pkcs8 of found) keys.push(await subtle.importKey('pkcs8', pkcs8, { name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']))
  return keys
}

const contexts = (id: string) => [`master key of ${id}`, `master key of ${id}, which remembers`, `memory of ${id}`, `signing key of ${id}`, `receiving key of ${id}`, 'receiving key of the centre']

function unwrapWith(key: Buffer, wrapped: Buffer, aads: readonly string[]): Buffer | null {
  for (const aad of aads) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(aad))
      decipher.setAuthTag(wrapped.subarray(12, 28))
      return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()])
    } catch { /* not this key, or not this context: the next one is tried */ }
  }
  return null
}

/** Every compact JWE anywhere, tried with every key; a key that comes to light that way is tried too. */
async function openAll(texts: readonly Buffer[], known: readonly webcrypto.CryptoKey[]): Promise<Buffer[]> {
  const keys = [...known]
  const opened: Buffer[] = []
  const seals = new Set(texts.flatMap((text) => text.toString('latin1').match(/eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g) ?? []))
  for (const key of keys) {
    for (const seal of seals) {
      const plain = await compactDecrypt(seal, key).then(({ plaintext }) => Buffer.from(plaintext), () => null)
      if (plain === null) continue
      opened.push(plain)
      seals.delete(seal)
      const another = await subtle.importKey('pkcs8', plain, { name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']).catch(() => null)
      if (another !== null) keys.push(another)
    }
  }
  return opened
}

/** The bytes, and what base64 or a compressed stream in them says. */
function readings(bytes: Buffer): Buffer[] {
  const decoded = (bytes.toString('latin1').match(/[\w+/-]{16,}/g) ?? []).map((text) => Buffer.from(text, 'base64url'))
  const streams: Buffer[] = []
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const begin = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1)
    for (const inflate of [inflateSync, inflateRawSync]) {
      try {
        streams.push(inflate(bytes.subarray(begin)))
        break
      } catch { /* not compressed this way */ }
    }
  }
  return [bytes, ...decoded, ...streams]
}

const forms = (word: string) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le'), Buffer.from(word, 'base64')]
