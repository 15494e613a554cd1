import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composite, escapeText, messageHeader, segment, timestamp } from './encode.ts'

const unescape = (text: string) => text.replaceAll(/\\(E|F|S|T|R|\.br)\\/g, (_, code: string) => ({ E: '\\', F: '|', S: '^', T: '&', R: '~', '.br': '\n' })[code] ?? '?')

describe('a value in a field', () => {
  it('holds no delimiter and no line break, and reads back as it was', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('|', '^', '~', '\\', '&', '\n', 'É', 'œ', '’', 'a', 'E', 'br', '.') }), (text) => {
      const escaped = escapeText(text)
      expect(escaped).not.toMatch(/[|^~&\r\n]/)
      expect(unescape(escaped)).toBe(text)
    }))
  })

  it('turns every kind of line break into one command and drops control characters', () => {
    expect(escapeText('a\r\nb\rc\nd\u2028e')).toBe('a\\.br\\b\\.br\\c\\.br\\d\\.br\\e')
    expect(escapeText('a\u000bb\u001cc\td')).toBe('abc d')
  })
})

describe('a segment', () => {
  it('ends with its last value', () => {
    expect(segment('PV1', ['1', 'N', '', ''])).toBe('PV1|1|N')
    expect(composite('12', '', '', ['IPP', '1.2.3', 'ISO'], 'PI', '')).toBe('12^^^IPP&1.2.3&ISO^PI')
    expect(composite('12', '', '', ['A&B', '', ''])).toBe('12^^^A\\T\\B')
  })

  it('begins a message with the delimiters themselves', () => {
    expect(messageHeader(['A'])).toBe('MSH|^~\\&|A')
  })
})

describe('a timestamp', () => {
  it('is local time with its offset', () => {
    const at = new Date(2025, 6, 4, 9, 8, 7)
    const minutes = -at.getTimezoneOffset()
    const offset = `${minutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}${String(Math.abs(minutes) % 60).padStart(2, '0')}`
    expect(timestamp(at)).toBe(`20250704090807${offset}`)
  })
})
