/** The structure's file as text and cells: UTF-8 or Latin-1 (Windows 1252), separated by semicolons, commas or tabs, quoted as
 *  in RFC 4180. Every line is judged by itself; a file that was cut keeps its whole lines. Pure. */
export interface ListLine { readonly number: number; readonly cells: readonly string[] }
export interface ParsedList {
  readonly encoding: 'UTF-8' | 'ISO-8859-1'
  readonly header: readonly string[]
  readonly lines: readonly ListLine[]
  /** The last line ends in the middle: of a quoted cell, of a letter, or of its columns. Its number; null: the file is whole. */
  readonly cutAt: number | null
}

/** Bytes that are no UTF-8 are Latin-1; half a letter at the very end is a cut, not another encoding. */
function decoded(bytes: Uint8Array): { encoding: ParsedList['encoding']; text: string; halfLetter: boolean } {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    const text = utf8.decode(bytes, { stream: true })
    try {
      utf8.decode()
      return { encoding: 'UTF-8', text, halfLetter: false }
    } catch {
      // A lone accented letter at the end of a Latin-1 file of plain letters looks the same: either way it is cut there.
      return { encoding: 'UTF-8', text, halfLetter: true }
    }
  } catch {
    return { encoding: 'ISO-8859-1', text: new TextDecoder('windows-1252').decode(bytes), halfLetter: false }
  }
}

export function parseList(bytes: Uint8Array): ParsedList {
  const { encoding, text, halfLetter } = decoded(bytes)
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const first = plain.split(/\r\n|\n|\r/, 1)[0] ?? ''
  const separator = [';', '\t', ','].toSorted((one, other) => first.split(other).length - first.split(one).length)[0] ?? ';'
  const { lines, open } = cellsOf(plain, separator)
  const [header, ...rest] = lines
  const last = rest.at(-1)
  const short = last !== undefined && !/[\r\n]$/.test(plain) && last.cells.length < (header?.cells.length ?? 0)
  const cut = halfLetter || open || short
  return { encoding, header: header?.cells ?? [], lines: cut ? rest.slice(0, -1) : rest, cutAt: cut ? last?.number ?? 1 : null }
}

/** Lines are counted as an editor counts them; empty ones are left out. */
function cellsOf(text: string, separator: string): { lines: ListLine[]; open: boolean } {
  const lines: ListLine[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let number = 1
  let begun = 1
  const end = () => {
    cells.push(cell.trim())
    if (cells.some((one) => one !== '')) lines.push({ number: begun, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const ends = letter === '\n' || (letter === '\r' && text[at + 1] !== '\n')
    if (ends) number += 1
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') { cell += '"'; at += 1 } else quoted = false
    } else if (letter === '"' && cell.trim() === '') { cell = ''; quoted = true }
    else if (letter === separator) { cells.push(cell.trim()); cell = '' }
    else if (ends) { end(); begun = number }
    else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || cells.length > 0 || quoted) end()
  return { lines, open: quoted }
}
