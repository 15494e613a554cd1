/** HL7 v2.5 encoding (chapter 2): fields from values, with the delimiters of `|^~\\&` escaped inside values
 *  (2.7.1). Flat on purpose: a field is a list of repetitions, each a list of components, each a list of
 *  subcomponents, so that an assigning authority keeps its ampersands and a name never gains any. */

export const separators = '|^~\\&'

const escapes: Readonly<Record<string, string>> = { '\\': '\\E\\', '|': '\\F\\', '^': '\\S\\', '~': '\\R\\', '&': '\\T\\' }

/** A value inside a field: delimiters escaped; line breaks, which would end the segment, as the formatting command
 *  `.br` (2.7.6); other control characters dropped. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[\\|^~&]/g, (delimiter) => escapes[delimiter] ?? '')
    .replaceAll(/\r\n|\r|\n|\u2028|\u2029/g, '\\.br\\')
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '')
}

/** Components of one repetition; a component that is a list is made of subcomponents. Empty ends are dropped. */
export type Component = string | readonly string[]

export function composite(...components: readonly Component[]): string {
  const texts = components.map((component) => (typeof component === 'string' ? escapeText(component) : trimmed(component.map(escapeText), '&')))
  return trimmed(texts, '^')
}

/** One segment from its fields, already encoded; `fields[0]` is field 1. */
export function segment(name: string, fields: readonly string[]): string {
  return trimmed([name, ...fields], '|')
}

/** MSH counts its separators as fields 1 and 2 (2.15.9.1): `fields[0]` is MSH-3. */
export function messageHeader(fields: readonly string[]): string {
  return trimmed([`MSH|${separators.slice(1)}`, ...fields], '|')
}

function trimmed(parts: readonly string[], separator: string): string {
  const last = parts.findLastIndex((part) => part !== '')
  return parts.slice(0, last + 1).join(separator)
}

/** TS (2.A.77): local time with its offset from UTC. */
export function timestamp(at: Date): string {
  const pad = (value: number, width = 2) => String(value).padStart(width, '0')
  const offset = -at.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  return `${at.getFullYear()}${pad(at.getMonth() + 1)}${pad(at.getDate())}${pad(at.getHours())}${pad(at.getMinutes())}${pad(at.getSeconds())}` +
    `${sign}${pad(Math.floor(Math.abs(offset) / 60))}${pad(Math.abs(offset) % 60)}`
}

/** Fields by their number in the standard. */
export function numbered(fields: Readonly<Record<number, string>>): string[] {
  const last = Math.max(...Object.keys(fields).map(Number))
  return Array.from({ length: last }, (_, index) => fields[index + 1] ?? '')
}
