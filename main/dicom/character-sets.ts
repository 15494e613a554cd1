/** Text of any Specific Character Set to Unicode: single-byte sets, UTF-8, GB18030, GBK, and the ISO 2022 code
 *  extensions with their escapes and resets (PS3.3 C.12.1.1.2, PS3.5 6.1.2.5 and annexes H, I, J, K). */

/** Defined term (without its `ISO_IR`/`ISO 2022 IR` prefix) → label of the WHATWG encoding that holds its G1. */
const singleByte: Record<string, string> = {
  '6': 'latin1', '100': 'latin1', '101': 'iso-8859-2', '109': 'iso-8859-3', '110': 'iso-8859-4', '144': 'iso-8859-5',
  '127': 'iso-8859-6', '126': 'iso-8859-7', '138': 'iso-8859-8', '148': 'windows-1254', '203': 'iso-8859-15', '13': 'shift_jis', '166': 'windows-874',
}

/** The terms by which single-byte sets and whole encodings are declared (PS3.3 C.12.1.1.2). */
export const characterSetNumbers: readonly string[] = [...Object.keys(singleByte), '192', 'GB18030', 'GBK']

/** Escape sequence (after ESC) → which half it designates and how its bytes read. */
const escapes: [sequence: string, half: 'G0' | 'G1', set: string][] = [
  ['$(D', 'G0', 'jis-x-0212'], ['$)C', 'G1', 'euc-kr'], ['$)A', 'G1', 'gbk'], ['$B', 'G0', 'euc-jp'], ['$@', 'G0', 'euc-jp'],
  ['(B', 'G0', 'ascii'], ['(J', 'G0', 'ascii'], [')I', 'G1', 'shift_jis'],
  ['-A', 'G1', 'latin1'], ['-B', 'G1', 'iso-8859-2'], ['-C', 'G1', 'iso-8859-3'], ['-D', 'G1', 'iso-8859-4'], ['-L', 'G1', 'iso-8859-5'],
  ['-G', 'G1', 'iso-8859-6'], ['-F', 'G1', 'iso-8859-7'], ['-H', 'G1', 'iso-8859-8'], ['-M', 'G1', 'windows-1254'], ['-b', 'G1', 'iso-8859-15'], ['-T', 'G1', 'windows-874'],
]
/** Sets that ISO 2022 may make the G1 of value 1 without an escape: double-byte Korean and simplified Chinese. */
const multiByteG1: Record<string, string> = { '149': 'euc-kr', '58': 'gbk' }

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()

/** `personName`: the component (`^`) and group (`=`) delimiters also end an escape's effect. */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[], personName: boolean): string {
  if (bytes.every((byte) => byte < 0x80 && byte !== 0x1b)) return latin1(bytes)
  const terms = characterSets.map(normalise)
  const whole = terms.map((term) => ({ '192': 'utf-8', 'GB18030': 'gb18030', 'GBK': 'gbk' })[term]).find((label) => label !== undefined)
  if (whole !== undefined) return decode(whole, bytes)
  if (bytes.includes(0x1b)) return decodeExtended(bytes, initialG1(terms[0] ?? ''), personName)
  const g1 = initialG1(terms[0] ?? '')
  return g1 === null ? undeclared(bytes) : decode(g1, bytes)
}

/** `ISO_IR 100`, `ISO 2022 IR 100`, and the misspellings met in archives (`ISO-IR 100`, `ISO_IR_100`, `UTF-8`) → `100`. */
function normalise(term: string): string {
  const plain = term.toUpperCase().trim()
  const number = /^ISO[\s_-]*(?:2022[\s_-]*)?IR[\s_-]*(\d+)$/.exec(plain)?.[1]
  if (number !== undefined) return number
  return /^(ISO-?8859-?1|LATIN-?1)$/.test(plain) ? '100' : /^UTF-?8$/.test(plain) ? '192' : plain
}

function initialG1(term: string): string | null {
  return singleByte[term] ?? multiByteG1[term] ?? null
}

/** High bytes although no set, or an unknown one, was declared: UTF-8 when they are UTF-8, else Latin-1. */
function undeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return latin1(bytes)
  }
}

function decodeExtended(bytes: Uint8Array, initial: string | null, personName: boolean): string {
  let g0 = 'ascii'
  let g1 = initial ?? 'latin1'
  let out = ''
  let run: number[] = []
  let runSet = ''
  const flush = () => {
    if (run.length > 0) out += runSet === 'ascii' ? latin1(Uint8Array.from(run)) : decode(runSet, Uint8Array.from(run))
    run = []
  }
  const add = (set: string, ...values: number[]) => {
    if (set !== runSet) flush()
    runSet = set
    run.push(...values)
  }
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x1b) {
      const found = escapes.find(([sequence]) => latin1(bytes.subarray(at + 1, at + 1 + sequence.length)) === sequence)
      flush()
      if (found === undefined) continue
      if (found[1] === 'G0') g0 = found[2]
      else g1 = found[2]
      at += found[0].length
    } else if (byte < 0x80) {
      const delimiter = byte < 0x20 || byte === 0x5c || (personName && (byte === 0x5e || byte === 0x3d))
      const double = g0 === 'euc-jp' || g0 === 'jis-x-0212'
      if (byte < 0x20 || (delimiter && !double)) {
        add('ascii', byte)
        g0 = 'ascii'
        g1 = initial ?? 'latin1'
      } else if (double) {
        const second = bytes[at + 1] ?? 0
        if (g0 === 'jis-x-0212') add('euc-jp', 0x8f, byte | 0x80, second | 0x80)
        else add('euc-jp', byte | 0x80, second | 0x80)
        at += 1
      } else add('ascii', byte)
    } else add(g1, byte)
  }
  flush()
  return out
}

function decode(label: string, bytes: Uint8Array): string {
  if (label === 'latin1') return latin1(bytes)
  let decoder = decoders.get(label)
  if (decoder === undefined) {
    decoder = new TextDecoder(label)
    decoders.set(label, decoder)
  }
  return decoder.decode(bytes)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
