/** Reads an HL7 v2 message (chapter 2): bytes by the character set that it declares, segments, fields, repetitions,
 *  components and subcomponents by the delimiters that it declares, escapes undone. Nothing is guessed about meaning. */

export interface Hl7Message {
  readonly segments: readonly Hl7Segment[]
}
export interface Hl7Segment {
  readonly name: string
  /** `fields[n][r][c][s]`: field n as the standard counts (MSH included), then from zero repetition, component, subcomponent. */
  readonly fields: readonly (readonly (readonly (readonly string[])[])[])[]
}

export class UnreadableMessage extends Error {
  /** `encoding`: the bytes are not in the declared character set; `form`: no message. */
  readonly kind: 'encoding' | 'form'
  constructor(kind: 'encoding' | 'form', message: string) {
    super(message)
    this.kind = kind
  }
}

const mostSegments = 20_000
/** MSH-18 (table 0211) → label of the decoder. Empty: UTF-8 when it is UTF-8, else what western systems mean. */
const encodings: Readonly<Record<string, string>> = { 'UNICODE UTF-8': 'utf-8', 'UTF-8': 'utf-8', 'UNICODE': 'utf-8', '8859/1': 'latin1', '8859/15': 'iso-8859-15', 'ASCII': 'utf-8' }

export function readMessage(bytes: Uint8Array): Hl7Message {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = raw.toString('latin1', 0, 2000).split(/\r|\n/)[0] ?? ''
  if (!head.startsWith('MSH') || head.length < 8) throw new UnreadableMessage('form', 'no MSH segment')
  const field = head.charAt(3)
  const declared = (head.split(field)[17] ?? '').split(head.charAt(5))[0]?.trim().toUpperCase() ?? ''
  const text = decode(raw, declared)
  const delimiters = { field, component: text.charAt(4), repetition: text.charAt(5), escape: text.charAt(6), subcomponent: text.charAt(7) }
  if (new Set(Object.values(delimiters)).size !== 5 || /[\dA-Za-z]/.test(Object.values(delimiters).join(''))) throw new UnreadableMessage('form', 'delimiters that cannot be told apart')
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length > mostSegments) throw new UnreadableMessage('form', 'too many segments')
  return { segments: lines.map((line) => readSegment(line, delimiters)) }
}

type Delimiters = Readonly<Record<'field' | 'component' | 'repetition' | 'escape' | 'subcomponent', string>>

function readSegment(line: string, delimiters: Delimiters): Hl7Segment {
  const [name = '', ...rest] = line.split(delimiters.field)
  if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) throw new UnreadableMessage('form', 'a line that is no segment')
  const fields = rest.map((text) => text.split(delimiters.repetition).map((one) => one.split(delimiters.component).map((part) => part.split(delimiters.subcomponent).map((value) => unescape(value, delimiters)))))
  if (name !== 'MSH') return { name, fields: [[], ...fields] }
  // MSH-1 and MSH-2 are the delimiters themselves (2.15.9.1).
  return { name, fields: [[], [[[delimiters.field]]], [[[rest[0] ?? '']]], ...fields.slice(1)] }
}

/** `segment-n.component.subcomponent` of one repetition, as text; empty where there is none. `""` deletes (2.5.3): empty too. */
export function valueOf(segment: Hl7Segment | undefined, field: number, component = 1, subcomponent = 1, repetition = 0): string {
  const value = segment?.fields[field]?.[repetition]?.[component - 1]?.[subcomponent - 1]?.trim() ?? ''
  return value === '""' ? '' : value
}

/** The first segment of a name. */
export const named = (message: Hl7Message, name: string): Hl7Segment | undefined => message.segments.find((one) => one.name === name)

export const repetitionsOf = (segment: Hl7Segment | undefined, field: number): number => segment?.fields[field]?.length ?? 0

function decode(raw: Buffer, declared: string): string {
  const label = encodings[declared]
  if (declared !== '' && label === undefined) throw new UnreadableMessage('encoding', `character set ${declared.slice(0, 40)}`)
  if (label === 'latin1') return raw.toString('latin1')
  try {
    return new TextDecoder(label ?? 'utf-8', { fatal: true }).decode(raw)
  } catch {
    if (declared !== '') throw new UnreadableMessage('encoding', `not ${declared}`)
    return new TextDecoder('iso-8859-15').decode(raw)
  }
}

/** 2.7: delimiters, line breaks, bytes by hexadecimal; highlighting and other formatting is dropped. */
function unescape(text: string, { escape, ...delimiters }: Delimiters): string {
  if (!text.includes(escape)) return text
  const parts = text.split(escape)
  let out = parts[0] ?? ''
  for (let at = 1; at < parts.length; at += 2) {
    const code = parts[at] ?? ''
    // An escape that does not end is text.
    if (at + 1 >= parts.length) return `${out}${escape}${code}`
    out += meaning(code, escape, delimiters) + (parts[at + 1] ?? '')
  }
  return out
}

function meaning(code: string, escape: string, delimiters: Omit<Delimiters, 'escape'>): string {
  if (code === 'E') return escape
  if (code === 'F') return delimiters.field
  if (code === 'S') return delimiters.component
  if (code === 'R') return delimiters.repetition
  if (code === 'T') return delimiters.subcomponent
  if (code === '.br' || code === '.sp') return '\n'
  if (/^X(?:[\dA-F]{2})+$/i.test(code)) return Buffer.from(code.slice(1), 'hex').toString('latin1')
  return ''
}
