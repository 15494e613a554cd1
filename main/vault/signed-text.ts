/** Statements signed by an account (compact JWS, ES256, RFC 7515): `typ` says what is stated, so that a signature under
 *  one thing never passes for a signature under another. */
import { CompactSign, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import { accountId, type AccountId } from '../contract/index.ts'
import type { CryptoKey } from './key-pair.ts'

export type Statement = 'binocle-letter' | 'binocle-admission' | 'binocle-account-card' | 'binocle-register' | 'binocle-centre-card'

export interface Signer { readonly reader: AccountId; readonly signing: CryptoKey }

const header = z.looseObject({ alg: z.literal('ES256'), kid: accountId, typ: z.string() })

export async function signText({ reader, signing }: Signer, typ: Statement, payload: unknown): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload), 'utf8')).setProtectedHeader({ alg: 'ES256', kid: reader, typ }).sign(signing)
}

export type Verified = { readonly payload: unknown; readonly signer: AccountId }

/** Null when it is no such statement, or its signature does not hold; 'UNKNOWN' when nobody known signed it. */
export async function verifyText(jws: string, typ: Statement, keyOf: (signer: AccountId) => Promise<CryptoKey | null>): Promise<Verified | 'UNKNOWN' | null> {
  const named = header.safeParse(attempt(() => decodeProtectedHeader(jws))).data
  if (named?.typ !== typ) return null
  const key = await keyOf(named.kid)
  if (key === null) return 'UNKNOWN'
  const verified = await compactVerify(jws, key, { algorithms: ['ES256'] }).catch(() => null)
  if (verified === null) return null
  return { payload: attempt(() => JSON.parse(Buffer.from(verified.payload).toString('utf8')) as unknown), signer: named.kid }
}

/** What it says and who is said to have signed it, before the signature is looked at. */
export function unverified(jws: string): Verified | null {
  const named = header.safeParse(attempt(() => decodeProtectedHeader(jws))).data
  const payload = attempt(() => decodeJwt(jws) as unknown)
  return named === undefined || payload === null ? null : { payload, signer: named.kid }
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null // not of this form: the caller refuses it
  }
}
