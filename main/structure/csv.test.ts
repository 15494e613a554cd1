import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'

/** RFC 4180 as a reader of its own. */
function parse(csv: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = csv.startsWith('\uFEFF') ? 1 : 0; at < csv.length; at += 1) {
    const letter = csv[at] ?? ''
    if (quoted) {
      if (letter === '"' && csv[at + 1] === '"') { cell += '"'; at += 1 } else if (letter === '"') quoted = false
      else cell += letter
    } else if (letter === '"') quoted = true
    else if (letter === separator || letter === '\r') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (letter === '\r') { at += 1; rows.push([]) }
    } else cell += letter
  }
  rows.pop()
  return rows
}

describe('a table for a spreadsheet', () => {
  it('begins with a byte order mark, separates as said, and writes numbers in the manner of the separator', () => {
    expect(csvOf(['Nom', 'Taux'], [['Élodie', 1.5], [null, 2]], ';')).toBe('\uFEFFNom;Taux\r\nÉlodie;1,5\r\n;2\r\n')
    expect(csvOf(['Nom', 'Taux'], [['Élodie', 1.5]], ',')).toBe('\uFEFFNom,Taux\r\nÉlodie,1.5\r\n')
  })

  it('comes back whole through a reader of RFC 4180, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\r', '\n', ' ', '7') })
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }), fc.constantFrom(';' as const, ',' as const), (rows, separator) => {
      const safe = rows.map((row) => row.map((cell) => (/^\s*[\t\r\n]/.test(cell) ? `'${cell}` : cell)))
      expect(parse(csvOf(['a', 'b', 'c'], rows, separator), separator).slice(1)).toEqual(safe)
    }))
  })

  it('lets no text become a formula', () => {
    for (const begin of ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', ' =', '\u00A0+']) {
      const [, [cell = '']] = parse(csvOf(['Nom'], [[`${begin}HYPERLINK("http://x")`]], ';'), ';') as [string[], string[]]
      expect(cell).toBe(`'${begin}HYPERLINK("http://x")`)
    }
    expect(csvOf(['Valeur'], [[-3]], ';')).toContain('\r\n-3\r\n')
  })
})
