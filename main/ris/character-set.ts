/** Character sets of a message (MSH-18, table 0211): UTF-8, or ISO 8859-15 for systems that read nothing else. A character
 *  that 8859-15 has not is written as its agreed replacement, or the message is refused and the characters are named:
 *  `report/characters`. Nothing is lost in silence. */
import { ExpectedError } from '../contract/index.ts'

export type CharacterSet = 'UNICODE UTF-8' | '8859/15'

/** Where ISO 8859-15 differs from 8859-1. */
const own: Readonly<Record<string, number>> = { '€': 0xa4, 'Š': 0xa6, 'š': 0xa8, 'Ž': 0xb4, 'ž': 0xb8, 'Œ': 0xbc, 'œ': 0xbd, 'Ÿ': 0xbe }

/** Typography whose meaning stays: quotes, dashes, spaces, signs of comparison. */
const agreed: Readonly<Record<string, string>> = {
  '’': '\'', '‘': '\'', '“': '"', '”': '"', '„': '"', '–': '-', '—': '-', '‑': '-', '−': '-', '…': '...', '•': '-', '\u202f': '\u00a0', '\u2009': ' ', '≥': '>=', '≤': '<=', '¼': '1/4', '½': '1/2', '¾': '3/4',
}

export function encodeMessage(text: string, characterSet: CharacterSet): Uint8Array {
  if (characterSet === 'UNICODE UTF-8') return new TextEncoder().encode(text)
  const bytes: number[] = []
  const missing = new Set<string>()
  for (const character of text.normalize('NFC')) {
    for (const one of agreed[character] ?? character) {
      const code = one.codePointAt(0) ?? 0, placed = own[one]
      if (placed !== undefined) bytes.push(placed)
      else if (code < 0x100 && !Object.values(own).includes(code)) bytes.push(code)
      else missing.add(one)
    }
  }
  if (missing.size > 0) throw new ExpectedError('report/characters', { params: { characters: [...missing].join(' ') } })
  return Uint8Array.from(bytes)
}
