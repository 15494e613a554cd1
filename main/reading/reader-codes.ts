/** Pseudonyms of readers: drawn at random once per account and kind of reading, printed on everything that leaves. */
import type { Reading } from '../contract/index.ts'
import type { Store } from '../store/index.ts'

const prefixes: Readonly<Record<Reading['kind'], string>> = { FIRST: 'L1', SECOND: 'L2', ARBITRATION: 'AR', PLAIN: 'R' }
/** Crockford's alphabet: no letter that is taken for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const attempts = 20

export function readerCode(store: Store, accountId: string, kind: Reading['kind'], newId: () => string): string {
  const known = store.prepare<[string, string], { code: string }>('SELECT code FROM reader_codes WHERE account_id = ? AND kind = ?').get(accountId, kind)
  if (known !== undefined) return known.code
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const code = `${prefixes[kind]}-${letters(newId())}`
    const { changes } = store.prepare('INSERT INTO reader_codes (account_id, kind, code) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING').run(accountId, kind, code)
    if (changes === 1) return code
  }
  throw new Error('No free reader code was drawn')
}

/** Five letters, 25 bits, of the random digits of a UUID. */
function letters(uuid: string): string {
  let bits = Number.parseInt(uuid.replaceAll('-', '').slice(0, 7), 16)
  let code = ''
  for (let index = 0; index < 5; index += 1) {
    code += alphabet[bits % 32] ?? ''
    bits = Math.floor(bits / 32)
  }
  return code
}
