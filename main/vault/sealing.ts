/** Sealed envelopes: what a reader concluded, signed by that reader (JWS ES256), encrypted once for the reader and
 *  once for the centre (JWE ECDH-ES P-256, A256GCM; RFC 7515, 7516, 7518).
 *  Two JWEs rather than one with two recipients: that would need AES key wrap, which Electron's BoringSSL lacks. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import { accountId as accountIdSchema, ExpectedError, type AccountId } from '../contract/index.ts'
import type { SessionCentre } from './centre-keys.ts'
import type { CryptoKey } from './key-pair.ts'
import type { Finding } from './memory.ts'

export interface Opened { readonly payload: unknown; readonly signer: AccountId }

export interface Sealing {
  /** Whether this session holds the centre's private key, and so opens what others sealed. */
  readonly holdsCentreKey: boolean
  /** Signed by the unlocked reader, readable by that reader and by the centre. `digest`: SHA-256 of the envelope, hex. */
  seal(payload: unknown): Promise<{ envelope: string; digest: string }>
  /** With the centre's key; `keys/not-held` without. `reading/seal-broken` for a wrong digest, signature or tag. */
  open(envelope: string, digest: string): Promise<Opened>
  /** With the unlocked reader's own key: opens only what this reader sealed. */
  openOwn(envelope: string, digest: string): Promise<Opened>
  /** With the centre's key, or by its author: what was signed, sealed again for one reader alone. */
  release(envelope: string, digest: string, reader: ReceivingReader): Promise<string>
  /** With the unlocked reader's own key: what was released to it; `witness` where it was promised before. */
  openReleased(released: string, witness?: string): Promise<Opened>
  /** With the centre's key: SHA-256 of what was signed inside, hex. Tells nothing of it, and binds to it. */
  witness(envelope: string, digest: string): Promise<string>
  /** Bytes for their author and for the centre: reports, and payloads that wait to be sent. */
  sealBytes(bytes: Uint8Array): Promise<string>
  openBytes(sealed: string): Promise<Uint8Array>
  /** The same for bytes. */
  releaseBytes(sealed: string, reader: ReceivingReader): Promise<string>
}

export interface ReceivingReader { readonly id: AccountId; readonly receiving: CryptoKey }

export interface SealingKeys {
  readonly reader: AccountId
  readonly signing: CryptoKey
  readonly readerReceiving: CryptoKey
  readonly readerPublic: CryptoKey
  readonly centre: SessionCentre
  /** Why nothing is sealed for others in this session. */
  readonly finding: Finding | null
  /** Public signing key of a known reader. */
  readonly signerKey: (signer: AccountId) => Promise<CryptoKey | null>
  /** Public receiving key of a reader for whom something may be sealed. */
  readonly receiverKey: (receiver: AccountId) => Promise<CryptoKey | null>
}

const twoRecipients = z.strictObject({ format: z.literal(1), centre: z.string(), reader: z.string() })
/** A statement of another kind (`signed-text.ts`) bears a `typ` and is no opinion. */
const jwsHeader = z.looseObject({ alg: z.literal('ES256'), kid: accountIdSchema, typ: z.undefined().optional() })
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

const witnessOf = (jws: Uint8Array) => createHash('sha256').update(jws).digest('hex')

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
    if (error instanceof ExpectedError && (error.code === 'session/locked' || error.code.startsWith('keys/'))) throw error
    throw new ExpectedError('reading/seal-broken', { cause: error })
  }
}

/** `keys` throws `session/locked` once the vault has forgotten them. */
export function createSealing(keys: () => SealingKeys): Sealing {
  async function verified(jws: Uint8Array): Promise<Opened> {
    let signer: AccountId | undefined
    const { payload } = await compactVerify(
      jws,
      async (header) => {
        signer = jwsHeader.parse(header).kid
        const key = await keys().signerKey(signer)
        if (key === null) throw new Error('The envelope was signed by no known reader')
        return key
      },
      { algorithms: ['ES256'] },
    )
    if (signer === undefined) throw new Error('The envelope names no signer')
    return { payload: JSON.parse(Buffer.from(payload).toString('utf8')) as unknown, signer }
  }

  /** With the key of the centre that the seal names. */
  async function decryptAsCentre(jwe: string): Promise<Uint8Array> {
    const { kid = '' } = decodeProtectedHeader(jwe)
    const key = keys().centre.held.get(kid)
    if (key === undefined) throw new ExpectedError('keys/not-held')
    return decrypt(key, jwe)
  }

  /** Nothing is sealed for keys that this account does not know. */
  function requireTrust(): void {
    const { finding } = keys()
    if (finding !== null) throw new ExpectedError(finding)
  }

  async function seal(bytes: Uint8Array): Promise<string> {
    requireTrust()
    const { reader, centre, readerPublic } = keys()
    const [forCentre, own] = await Promise.all([encryptFor(centre.public, centre.id, bytes), encryptFor(readerPublic, reader, bytes)])
    return JSON.stringify({ format: 1, centre: forCentre, reader: own })
  }

  /** What was sealed for the centre alone is one compact JWE. */
  async function openAny(sealed: string): Promise<Uint8Array> {
    if (!sealed.startsWith('{')) return decryptAsCentre(sealed)
    const found = twoRecipients.parse(JSON.parse(sealed))
    const { kid } = decodeProtectedHeader(found.reader)
    return kid === keys().reader ? decrypt(keys().readerReceiving, found.reader) : decryptAsCentre(found.centre)
  }

  const signedIn = async (envelope: string, digest: string, decryptOne: (found: z.infer<typeof twoRecipients>) => Promise<Uint8Array>) => {
    assertDigest(envelope, digest)
    return decryptOne(twoRecipients.parse(JSON.parse(envelope)))
  }
  const asCentre = (envelope: string, digest: string) => signedIn(envelope, digest, ({ centre }) => decryptAsCentre(centre))

  return {
    get holdsCentreKey() {
      const { centre } = keys()
      return centre.held.has(centre.id)
    },
    async seal(payload) {
      const { reader, signing } = keys()
      const bytes = Buffer.from(JSON.stringify(payload), 'utf8')
      const jws = Buffer.from(await new CompactSign(bytes).setProtectedHeader({ alg: 'ES256', kid: reader }).sign(signing), 'utf8')
      const envelope = await seal(jws)
      return { envelope, digest: digestOf(envelope).toString('hex') }
    },
    open: (envelope, digest) => orSealBroken(async () => verified(await asCentre(envelope, digest))),
    openOwn: (envelope, digest) => orSealBroken(async () => verified(await signedIn(envelope, digest, ({ reader }) => decrypt(keys().readerReceiving, reader)))),
    release: (envelope, digest, reader) => orSealBroken(async () => {
      requireTrust()
      assertDigest(envelope, digest)
      const jws = await openAny(envelope)
      await verified(jws)
      return encryptFor(reader.receiving, reader.id, jws)
    }),
    openReleased: (released, witness) => orSealBroken(async () => {
      const jws = await decrypt(keys().readerReceiving, released)
      if (witness !== undefined && witnessOf(jws) !== witness) throw new Error('What was released is not what was promised')
      return verified(jws)
    }),
    witness: (envelope, digest) => orSealBroken(async () => {
      requireTrust()
      assertDigest(envelope, digest)
      const jws = await openAny(envelope)
      await verified(jws)
      return witnessOf(jws)
    }),
    sealBytes: seal,
    openBytes: (sealed) => orSealBroken(() => (decodesAsOwn(sealed, keys().reader) ? decrypt(keys().readerReceiving, sealed) : openAny(sealed))),
    releaseBytes: (sealed, reader) => orSealBroken(async () => {
      requireTrust()
      return encryptFor(reader.receiving, reader.id, await openAny(sealed))
    }),
  }
}

/** Bytes that were released to this reader alone. */
function decodesAsOwn(sealed: string, reader: AccountId): boolean {
  return !sealed.startsWith('{') && decodeProtectedHeader(sealed).kid === reader
}
