/** Tables for a spreadsheet: RFC 4180, UTF-8 with a byte order mark so that accents survive, every cell text or number.
 *  A text that a spreadsheet would take for a formula gets an apostrophe before it (CWE-1236). */

export type Cell = string | number | null
export type Separator = ';' | ','

const byteOrderMark = '\uFEFF'

export function csvOf(headers: readonly string[], rows: readonly (readonly Cell[])[], separator: Separator): string {
  const line = (cells: readonly Cell[]) => cells.map((cell) => cellOf(cell, separator)).join(separator)
  return `${byteOrderMark}${[headers, ...rows].map(line).join('\r\n')}\r\n`
}

function cellOf(cell: Cell, separator: Separator): string {
  if (cell === null) return ''
  // Numbers in the manner of the separator: a decimal comma beside semicolons, a point beside commas.
  if (typeof cell === 'number') return separator === ';' ? String(cell).replace('.', ',') : String(cell)
  const text = /^[\s\u00A0\uFEFF]*[=+\-@\t\r\n|%]/.test(cell) ? `'${cell}` : cell
  return /["\r\n;,]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
