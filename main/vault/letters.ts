/** Letters between consoles: signed by the unlocked account (JWS), padded so that their length tells nothing, sealed for
 *  one recipient (compact JWE, ECDH-ES, A256GCM; RFC 7516). Identifier, recipient, exam and time stand inside too. */
import { compactDecrypt, CompactEncrypt, decodeProtectedHeader } from 'jose'
import { ExpectedError, type AccountId } from '../contract/index.ts'
import type { CryptoKey } from './key-pair.ts'
import type { SealingKeys } from './sealing.ts'
import { signText, verifyText } from './signed-text.ts'

export interface LetterSealing {
  /** `request/not-found` for a recipient whose card is not admitted here; `keys/*` where the centre is not the known one. */
  seal(to: AccountId | 'CENTRE', content: unknown): Promise<string>
  /** `exchange/other-recipient`, `exchange/altered`, `exchange/unknown-sender`. */
  open(sealed: string): Promise<{ readonly payload: unknown; readonly signer: AccountId }>
}

/** Bytes: every letter is as long as a multiple of this. */
const block = 16 * 1024
const algorithms = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] }

export function createLetterSealing(keys: () => SealingKeys): LetterSealing {
  async function recipient(to: AccountId | 'CENTRE'): Promise<{ kid: string; key: CryptoKey }> {
    const { centre, receiverKey } = keys()
    if (to === 'CENTRE') return { kid: centre.id, key: centre.public }
    const key = await receiverKey(to)
    if (key === null) throw new ExpectedError('request/not-found', { subject: to })
    return { kid: to, key }
  }

  function ownKey(sealed: string): CryptoKey {
    const { reader, readerReceiving, centre } = keys()
    const { kid, enc } = headerOf(sealed)
    if (enc !== 'A256GCM') throw new ExpectedError('exchange/altered')
    const key = kid === reader ? readerReceiving : centre.held.get(kid ?? '')
    if (key === undefined) throw new ExpectedError('exchange/other-recipient')
    return key
  }

  return {
    async seal(to, content) {
      const { finding } = keys()
      if (finding !== null) throw new ExpectedError(finding)
      const { kid, key } = await recipient(to)
      const jws = Buffer.from(await signText(keys(), 'binocle-letter', content), 'utf8')
      const padded = Buffer.alloc(Math.ceil(jws.length / block) * block, ' ')
      jws.copy(padded)
      return new CompactEncrypt(padded).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(key)
    },
    async open(sealed) {
      const opened = await compactDecrypt(sealed, ownKey(sealed), algorithms).catch(() => null)
      if (opened === null) throw new ExpectedError('exchange/altered')
      const verified = await verifyText(Buffer.from(opened.plaintext).toString('utf8').trimEnd(), 'binocle-letter', (signer) => keys().signerKey(signer))
      if (verified === 'UNKNOWN') throw new ExpectedError('exchange/unknown-sender')
      if (verified === null) throw new ExpectedError('exchange/altered')
      return verified
    },
  }
}

function headerOf(sealed: string): { kid?: string; enc?: string } {
  try {
    const { kid, enc } = decodeProtectedHeader(sealed)
    return { ...(typeof kid === 'string' ? { kid } : {}), ...(typeof enc === 'string' ? { enc } : {}) }
  } catch (cause) {
    throw new ExpectedError('exchange/altered', { cause })
  }
}
