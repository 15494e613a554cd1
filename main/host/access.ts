/** The transport token of the browser host. A window proves with a one-time code (in the fragment of the address
 *  that opened it) that this program opened it, and gets the token, which lives in its memory only. Never a cookie:
 *  cookies of 127.0.0.1 reach every port. Compared in constant time; no token configured means nobody passes. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccessPort, Caller } from './ports.ts'

/** An address printed in a terminal is opened within minutes, or asked for again. */
export const codeLifeMs = 10 * 60_000
/** After a lock the windows learn their next token from the event stream; what was under way may still ask what is
 *  answered while locked. */
export const rotationGraceMs = 10_000
const outstandingCodes = 32

export interface Access extends AccessPort {
  /** A code for a window that this process opens itself. */
  issueCode(): string
  /** The next token; the present one is worth nothing more. */
  rotate(): string
  /** What the `Authorization` header proves. */
  trustOf(authorization: string | null): Caller['trust']
}

export interface AccessOptions {
  /** The secret of launch.json; null refuses every launch. */
  readonly launchSecret: string | null
  readonly now?: () => number
  readonly newSecret?: () => string
}

export function createAccess({ launchSecret, now = () => performance.now(), newSecret = () => randomBytes(32).toString('base64url') }: AccessOptions): Access {
  let token = newSecret()
  let previous: { token: string; until: number } | null = null
  let takenBack = new AbortController()
  const codes = new Map<string, { until: number; spent: boolean }>()

  const issueCode = () => {
    const code = newSecret()
    codes.set(digest(code).toString('hex'), { until: now() + codeLifeMs, spent: false })
    for (const key of codes.keys()) {
      if (codes.size <= outstandingCodes) break
      codes.delete(key)
    }
    return code
  }
  return {
    needsToken: true,
    issueCode,
    redeem(code) {
      // Looked up by digest: how long it takes tells nothing of the codes that exist.
      const known = codes.get(digest(code).toString('hex'))
      if (known === undefined || now() > known.until) return null
      if (!known.spent) {
        known.spent = true
        return token
      }
      // Two have held one code (other users of the machine can read the command line of a browser). Nobody can say
      // which of them is the reader, so neither keeps the token, nor a stream that would tell the next one.
      previous = null
      token = newSecret()
      takenBack.abort()
      takenBack = new AbortController()
      return null
    },
    newCode: (secret) => (sameSecret(secret, launchSecret) ? issueCode() : null),
    untilTakenBack: () => takenBack.signal,
    rotate() {
      previous = { token, until: now() + rotationGraceMs }
      token = newSecret()
      return token
    },
    trustOf(authorization) {
      const given = bearer(authorization)
      if (given === null) return 'none'
      if (sameSecret(given, token)) return 'full'
      if (previous !== null && now() <= previous.until && sameSecret(given, previous.token)) return 'public'
      return 'none'
    },
  }
}

const never = new AbortController().signal

/** The Electron host's: its windows are known by their frame, not by what they hold. */
export const noTokenAccess: AccessPort = { needsToken: false, redeem: () => null, newCode: () => null, untilTakenBack: () => never }

/** Constant time whatever the lengths; false when nothing is configured. */
export function sameSecret(given: string, wanted: string | null): boolean {
  if (wanted === null || wanted === '') return false
  return timingSafeEqual(digest(given), digest(wanted))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

export function bearer(authorization: string | null): string | null {
  const match = /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(authorization ?? '')
  return match?.[1] ?? null
}
