/** P-256 key pairs of readers and of the centre: ES256 to sign, ECDH-ES to receive (RFC 7518 sections 3.4 and 4.6).
 *  Public halves are kept as SPKI, private halves only as wrapped PKCS #8. */
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto'
import { unwrap, wrap } from './wrap.ts'

export type KeyUse = 'sign' | 'receive'
export type CryptoKey = webcrypto.CryptoKey

export interface StoredKeyPair {
  /** SPKI, base64. */
  readonly publicKey: string
  /** PKCS #8, wrapped, base64. */
  readonly privateKey: string
}

const { subtle } = webcrypto
const algorithms = {
  sign: { name: 'ECDSA', namedCurve: 'P-256' },
  receive: { name: 'ECDH', namedCurve: 'P-256' },
} as const
const privateUsages = { sign: ['sign'], receive: ['deriveBits'] } as const
const publicUsages = { sign: ['verify'], receive: [] } as const

export async function makeKeyPair(use: KeyUse, wrappingKey: Uint8Array, context: string): Promise<StoredKeyPair> {
  const pair = await subtle.generateKey(algorithms[use], true, use === 'sign' ? ['sign', 'verify'] : ['deriveBits'])
  if (!('publicKey' in pair)) throw new Error('A key pair was asked for')
  const secret = Buffer.from(await subtle.exportKey('pkcs8', pair.privateKey))
  try {
    const publicKey = Buffer.from(await subtle.exportKey('spki', pair.publicKey)).toString('base64')
    return { publicKey, privateKey: wrap(wrappingKey, secret, context).toString('base64') }
  } finally {
    secret.fill(0)
  }
}

export function publicKey(use: KeyUse, stored: Pick<StoredKeyPair, 'publicKey'>): Promise<CryptoKey> {
  return subtle.importKey('spki', Buffer.from(stored.publicKey, 'base64'), algorithms[use], true, [...publicUsages[use]])
}

/** Null for what is no such key. */
export const importVerifyingKey = (spki: string): Promise<CryptoKey | null> => publicKey('sign', { publicKey: spki }).catch(() => null)

/** Whether something could be sealed for it. */
export const isReceivingKey = (spki: string): Promise<boolean> => publicKey('receive', { publicKey: spki }).then(() => true, () => false)

/** The private half, not extractable; null when the wrapping key or the context is not the right one. */
export async function privateKey(use: KeyUse, stored: StoredKeyPair, wrappingKey: Uint8Array, context: string): Promise<CryptoKey | null> {
  const secret = unwrap(wrappingKey, Buffer.from(stored.privateKey, 'base64'), context)
  if (secret === null) return null
  try {
    return await subtle.importKey('pkcs8', secret, algorithms[use], false, [...privateUsages[use]])
  } finally {
    secret.fill(0)
  }
}

/** The public half that belongs to the private one, SPKI in base64: what stands beside it may have been exchanged. */
export function ownPublicKey(stored: Pick<StoredKeyPair, 'privateKey'>, wrappingKey: Uint8Array, context: string): string | null {
  const secret = unwrap(wrappingKey, Buffer.from(stored.privateKey, 'base64'), context)
  if (secret === null) return null
  try {
    return createPublicKey(createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' }).toString('base64')
  } finally {
    secret.fill(0)
  }
}
