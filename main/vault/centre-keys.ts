/** Key pairs of the reading centre, to which every sealed envelope is also addressed. The last one made is used to
 *  seal; earlier ones stay for opening. A private half is wrapped either by the master key of the console (the weaker
 *  mode: any account of this console can unwrap it) or for the receiving key of each coordinator, and for nobody else. */
import { randomBytes, webcrypto } from 'node:crypto'
import { compactDecrypt, CompactEncrypt } from 'jose'
import { ExpectedError, type AccountId } from '../contract/index.ts'
import { hkdf } from './derive.ts'
import { publicKey, type CryptoKey } from './key-pair.ts'
import type { Member } from './register.ts'
import type { StoredCentreKey } from './vault-file.ts'
import { unwrap, wrap } from './wrap.ts'

/** Who holds the private half: every account of this console, or its coordinators alone. */
export type CentreMode = 'CONSOLE' | 'COORDINATORS'

/** What one session can do with the centre's keys. */
export interface SessionCentre {
  readonly id: string
  readonly public: CryptoKey
  /** Private halves that this session holds, by id. */
  readonly held: ReadonlyMap<string, CryptoKey>
}

/** Opens what was wrapped for one session: by its master key, or for its account's receiving key. */
export interface Opener {
  readonly masterKey: Buffer
  readonly account: AccountId
  readonly receiving: CryptoKey
}

/** Keys as the register says them, or as somebody has just compared them. */
export type Recipient = Pick<Member, 'accountId' | 'receiving'>

const { subtle } = webcrypto
const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const
const purpose = 'binocle centre key 1'
const context = 'receiving key of the centre'

export function modeOf(keys: readonly StoredCentreKey[]): CentreMode {
  return currentOf(keys).console === null ? 'COORDINATORS' : 'CONSOLE'
}

export function currentOf(keys: readonly StoredCentreKey[]): StoredCentreKey {
  const current = keys.at(-1)
  if (current === undefined) throw new ExpectedError('store/damaged')
  return current
}

/** A new pair, wrapped for the coordinators; for the console where there is none. */
export async function makeCentreKey(masterKey: Buffer, coordinators: readonly Recipient[], at: Date): Promise<StoredCentreKey> {
  const pair = await subtle.generateKey(algorithm, true, ['deriveBits'])
  const secret = Buffer.from(await subtle.exportKey('pkcs8', pair.privateKey))
  try {
    const spki = Buffer.from(await subtle.exportKey('spki', pair.publicKey)).toString('base64')
    const bare = { id: `centre-${randomBytes(6).toString('hex')}`, publicKey: spki, madeAt: at.toISOString(), console: null, coordinators: {} }
    return coordinators.length === 0 ? { ...bare, console: wrapForConsole(masterKey, secret) } : { ...bare, coordinators: await wrapForAll(secret, coordinators) }
  } finally {
    secret.fill(0)
  }
}

/** The same pairs, those that this session can open wrapped for these coordinators and for nobody else. */
export async function wrapAgain(keys: readonly StoredCentreKey[], opener: Opener, coordinators: readonly Recipient[]): Promise<StoredCentreKey[]> {
  return Promise.all(keys.map(async (key) => {
    const secret = await secretOf(key, opener)
    if (secret === null) return key
    try {
      return { ...key, console: null, coordinators: await wrapForAll(secret, coordinators) }
    } finally {
      secret.fill(0)
    }
  }))
}

export async function sessionCentre(keys: readonly StoredCentreKey[], opener: Opener): Promise<SessionCentre> {
  const current = currentOf(keys)
  const held = new Map<string, CryptoKey>()
  for (const key of keys) {
    const secret = await secretOf(key, opener)
    if (secret === null) continue
    try {
      held.set(key.id, await subtle.importKey('pkcs8', secret, algorithm, false, ['deriveBits']))
    } finally {
      secret.fill(0)
    }
  }
  return { id: current.id, public: await publicKey('receive', current), held }
}

/** Null when this session is no recipient; a wrap of its own that does not open was altered. */
async function secretOf(key: StoredCentreKey, { masterKey, account, receiving }: Opener): Promise<Buffer | null> {
  if (key.console !== null) {
    const wrappingKey = hkdf(masterKey, purpose)
    try {
      return present(unwrap(wrappingKey, Buffer.from(key.console, 'base64'), context))
    } finally {
      wrappingKey.fill(0)
    }
  }
  const own = key.coordinators[account]
  if (own === undefined) return null
  const opened = await compactDecrypt(own, receiving, { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] }).catch(() => null)
  return present(opened === null ? null : Buffer.from(opened.plaintext))
}

function present(secret: Buffer | null): Buffer {
  if (secret === null) throw new ExpectedError('store/damaged')
  return secret
}

function wrapForConsole(masterKey: Buffer, secret: Buffer): string {
  const wrappingKey = hkdf(masterKey, purpose)
  try {
    return wrap(wrappingKey, secret, context).toString('base64')
  } finally {
    wrappingKey.fill(0)
  }
}

async function wrapForAll(secret: Buffer, coordinators: readonly Recipient[]): Promise<Record<AccountId, string>> {
  const wraps = await Promise.all(coordinators.map(async ({ accountId: id, receiving }) => {
    const jwe = await new CompactEncrypt(secret).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' }).encrypt(await publicKey('receive', { publicKey: receiving }))
    return [id, jwe] as const
  }))
  return Object.fromEntries(wraps) as Record<AccountId, string>
}
