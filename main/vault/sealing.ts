/** Sealed envelopes: what a reader concluded, signed by that reader (JWS ES256), encrypted once for the reader and
 *  once for the centre (JWE ECDH-ES P-256, A256GCM; RFC 7515, 7516, 7518).
 *  Two JWEs rather than one with two recipients: that would need AES key wrap, which Electron's BoringSSL lacks. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify } from 'jose'
import { z } from 'zod'
import { accountId as accountIdSchema, ExpectedError, type AccountId } from '../contract/index.ts'
import type { CryptoKey } from './key-pair.ts'

export interface Sealing {
  /** Signed by the unlocked reader, readable by that reader and by the centre. `digest`: SHA-256 of the envelope, hex. */
  seal(payload: unknown): Promise<{ envelope: string; digest: string }>
  /** With the centre's key. `reading/seal-broken` for a wrong digest, signature or tag. */
  open(envelope: string, digest: string): Promise<{ payload: unknown; signer: AccountId }>
  /** With the unlocked reader's own key: opens only what this reader sealed. */
  openOwn(envelope: string, digest: string): Promise<{ payload: unknown; signer: AccountId }>
  /** For the centre alone: payloads that wait to be sent. */
  sealBytes(bytes: Uint8Array): Promise<string>
  openBytes(sealed: string): Promise<Uint8Array>
}

export interface SealingKeys {
  readonly reader: AccountId
  readonly signing: CryptoKey
  readonly readerReceiving: CryptoKey
  readonly readerPublic: CryptoKey
  readonly centreReceiving: CryptoKey
  readonly centrePublic: CryptoKey
  /** Public signing key of an account of this console. */
  readonly signerKey: (signer: AccountId) => Promise<CryptoKey | null>
}

const envelopeShape = z.strictObject({ format: z.literal(1), centre: z.string(), reader: z.string() })
const jwsHeader = z.looseObject({ alg: z.literal('ES256'), kid: accountIdSchema })
const keyManagementAlgorithms = ['ECDH-ES']
const contentEncryptionAlgorithms = ['A256GCM']

function encryptFor(recipient: CryptoKey, kid: string, bytes: Uint8Array): Promise<string> {
  return new CompactEncrypt(bytes).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(recipient)
}

async function decrypt(key: CryptoKey, jwe: string): Promise<Uint8Array> {
  const { plaintext } = await compactDecrypt(jwe, key, { keyManagementAlgorithms, contentEncryptionAlgorithms })
  return plaintext
}

const digestOf = (envelope: string) => createHash('sha256').update(envelope, 'utf8').digest()

function assertDigest(envelope: string, digest: string): void {
  const given = Buffer.from(digest, 'hex')
  const found = digestOf(envelope)
  if (given.length !== found.length || !timingSafeEqual(given, found)) throw new Error('The envelope is not the one whose digest was kept')
}

/** Whatever is wrong with an envelope, nothing of it is given out. */
async function orSealBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExpectedError && error.code === 'session/locked') throw error
    throw new ExpectedError('reading/seal-broken', { cause: error })
  }
}

/** `keys` throws `session/locked` once the vault has forgotten them. */
export function createSealing(keys: () => SealingKeys): Sealing {
  async function verified(jws: Uint8Array): Promise<{ payload: unknown; signer: AccountId }> {
    let signer: AccountId | undefined
    const { payload } = await compactVerify(
      jws,
      async (header) => {
        signer = jwsHeader.parse(header).kid
        const key = await keys().signerKey(signer)
        if (key === null) throw new Error('The envelope was signed by no account of this console')
        return key
      },
      { algorithms: ['ES256'] },
    )
    if (signer === undefined) throw new Error('The envelope names no signer')
    return { payload: JSON.parse(Buffer.from(payload).toString('utf8')) as unknown, signer }
  }

  const openWith = (copy: 'centre' | 'reader', key: () => CryptoKey) => (envelope: string, digest: string) =>
    orSealBroken(async () => {
      assertDigest(envelope, digest)
      const found = envelopeShape.parse(JSON.parse(envelope))
      return verified(await decrypt(key(), found[copy]))
    })

  return {
    async seal(payload) {
      const { reader, signing, centrePublic, readerPublic } = keys()
      const bytes = Buffer.from(JSON.stringify(payload), 'utf8')
      const jws = Buffer.from(await new CompactSign(bytes).setProtectedHeader({ alg: 'ES256', kid: reader }).sign(signing), 'utf8')
      const [centre, own] = await Promise.all([encryptFor(centrePublic, 'centre', jws), encryptFor(readerPublic, reader, jws)])
      const envelope = JSON.stringify({ format: 1, centre, reader: own })
      return { envelope, digest: digestOf(envelope).toString('hex') }
    },
    open: openWith('centre', () => keys().centreReceiving),
    openOwn: openWith('reader', () => keys().readerReceiving),
    sealBytes: (bytes) => encryptFor(keys().centrePublic, 'centre', bytes),
    openBytes: (sealed) => orSealBroken(() => decrypt(keys().centreReceiving, sealed)),
  }
}
