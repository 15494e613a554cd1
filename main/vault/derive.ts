/** From a passphrase to keys: scrypt (RFC 7914), then HKDF-SHA-256 (RFC 5869) with the keychain's secret if any. */
import { hkdfSync, scrypt } from 'node:crypto'

export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** 128 MiB and about half a second per guess. */
export const scryptCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

/** The same passphrase typed on another keyboard or system must give the same bytes (RFC 8265 asks for NFC; NFKC
 *  also joins full-width and compatibility forms). */
export function normalisePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC')
}

export function hkdf(key: Uint8Array, info: string, salt: Uint8Array = new Uint8Array(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, 32))
}

function stretch(secret: Buffer, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> {
  // OpenSSL counts a little more than the 128·N·r bytes of the algorithm itself.
  const maxmem = 128 * N * r + 128 * r * p + 32 * 1024 * 1024
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N, r, p, maxmem }, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}

/** The key that wraps one account's share of the secrets. The caller erases it. */
export async function deriveUserKey(from: { passphrase: string; salt: Uint8Array; cost: ScryptCost; keychainSecret: Uint8Array | null }): Promise<Buffer> {
  const secret = Buffer.from(normalisePassphrase(from.passphrase), 'utf8')
  try {
    const stretched = await stretch(secret, from.salt, from.cost)
    try {
      return hkdf(stretched, 'binocle user key 1', from.keychainSecret ?? undefined)
    } finally {
      stretched.fill(0)
    }
  } finally {
    secret.fill(0)
  }
}
