/** Wraps one secret under a key: AES-256-GCM, fresh 96-bit nonce, and a context that says what is wrapped for whom,
 *  so that a wrap moved to another place does not open. Layout: nonce 12 | tag 16 | ciphertext. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

export function wrap(key: Uint8Array, secret: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Null when the key, the context or the bytes are not the ones that were wrapped. */
export function unwrap(key: Uint8Array, wrapped: Uint8Array, context: string): Buffer | null {
  if (wrapped.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(wrapped.subarray(nonceBytes, nonceBytes + tagBytes))
  const secret = decipher.update(wrapped.subarray(nonceBytes + tagBytes))
  try {
    decipher.final()
    return secret
  } catch {
    secret.fill(0) // a bad tag is an answer here, not a fault
    return null
  }
}
