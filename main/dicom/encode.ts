/** Writes datasets and Part 10 files (PS3.5 7, PS3.10 7). Text is UTF-8 (ISO_IR 192); values are padded to even length
 *  with the filler of their VR. A string is one value: a backslash in it would make two, so it becomes a slash. */
import { attributes, type Keyword } from './attributes.ts'
import { explicitLittleEndian } from './transfer-syntaxes.ts'

export type Value = string | number | readonly (string | number)[] | Uint8Array | Uint16Array | Int16Array | readonly Attributes[]
export type Attributes = { readonly [K in Keyword]?: Value }

export interface EncodeOptions {
  explicit: boolean
  littleEndian: boolean
  /** Sequences and items end with delimiters instead of carrying lengths. */
  undefinedLengths: boolean
}

const explicitLittle: EncodeOptions = { explicit: true, littleEndian: true, undefinedLengths: false }
/** This program as the writer of a file (PS3.7 D.3.3.2): a UUID-derived UID of our own and a name. */
export const implementation = { ImplementationClassUID: '2.25.117593268475205817432298716213466781913', ImplementationVersionName: 'BINOCLE' } as const

const longLength = new Set(['OB', 'OW', 'OV', 'SQ', 'UC', 'UN', 'UT'])
const verbatim = new Set(['ST', 'LT', 'UT'])

/** One file: preamble, meta, dataset. The SOP class and instance of the meta are those of the dataset. */
export function encodePart10(dataset: Attributes, transferSyntaxUID: string = explicitLittleEndian, options: EncodeOptions = explicitLittle): Uint8Array<ArrayBuffer> {
  return joinPart10(dataset, transferSyntaxUID, encodeDataset(dataset, options))
}

/** The same around a dataset that is encoded already (deflated, damaged on purpose). */
export function joinPart10(dataset: Attributes, transferSyntaxUID: string, encoded: Uint8Array): Uint8Array<ArrayBuffer> {
  const meta = encodeDataset({
    FileMetaInformationVersion: Uint8Array.of(0, 1),
    ...(dataset.SOPClassUID === undefined ? {} : { MediaStorageSOPClassUID: dataset.SOPClassUID }),
    ...(dataset.SOPInstanceUID === undefined ? {} : { MediaStorageSOPInstanceUID: dataset.SOPInstanceUID }),
    TransferSyntaxUID: transferSyntaxUID,
    ...implementation,
  }, explicitLittle)
  const groupLength = encodeDataset({ FileMetaInformationGroupLength: meta.length }, explicitLittle)
  return concat([new Uint8Array(128), ascii('DICM'), groupLength, meta, encoded])
}

export function encodeDataset(dataset: Attributes, options: EncodeOptions = explicitLittle, signed = false): Uint8Array<ArrayBuffer> {
  const isSigned = dataset.PixelRepresentation === undefined ? signed : dataset.PixelRepresentation === 1
  const words = dataset.BitsAllocated === undefined || Number(dataset.BitsAllocated) > 8
  const parts = Object.entries(dataset)
    .map(([keyword, value]) => ({ attribute: attributes[keyword as Keyword], value: value as Value }))
    .sort((one, other) => one.attribute[0] - other.attribute[0])
    .flatMap(({ attribute: [tag, listed], value }) => encodeElement(tag, resolve(listed, isSigned || value instanceof Int16Array, words), value, options, isSigned))
  return concat(parts)
}

/** `undefined` length. */
export const undefinedLength = 0xffffffff

export function elementHeader(tag: number, vr: string, length: number, { explicit, littleEndian }: EncodeOptions): Uint8Array<ArrayBuffer> {
  const long = explicit && longLength.has(vr)
  const bytes = new Uint8Array(long ? 12 : 8)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, tag >>> 16, littleEndian)
  view.setUint16(2, tag & 0xffff, littleEndian)
  if (explicit && vr !== '') {
    bytes.set(ascii(vr), 4)
    if (long) view.setUint32(8, length, littleEndian)
    else if (length <= 0xffff) view.setUint16(6, length, littleEndian)
    else throw new Error(`value of ${vr} longer than its length field`)
  } else view.setUint32(4, length, littleEndian)
  return bytes
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function resolve(listed: string, signed: boolean, words: boolean): string {
  if (listed === 'xs') return signed ? 'SS' : 'US'
  if (listed === 'lut') return 'OW'
  return listed === 'ox' ? (words ? 'OW' : 'OB') : listed
}

function encodeElement(tag: number, vr: string, value: Value, options: EncodeOptions, signed: boolean): Uint8Array[] {
  if (vr === 'SQ') return encodeSequence(tag, value as readonly Attributes[], options, signed)
  const bytes = encodeValue(vr, value, options)
  return [elementHeader(tag, vr, bytes.length, options), bytes]
}

function encodeSequence(tag: number, items: readonly Attributes[], options: EncodeOptions, signed: boolean): Uint8Array[] {
  const open = options.undefinedLengths
  const content = items.flatMap((item) => {
    const bytes = encodeDataset(item, options, signed)
    const head = elementHeader(0xfffee000, '', open ? undefinedLength : bytes.length, options)
    return open ? [head, bytes, elementHeader(0xfffee00d, '', 0, options)] : [head, bytes]
  })
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const end = open ? [elementHeader(0xfffee0dd, '', 0, options)] : []
  return [elementHeader(tag, 'SQ', open ? undefinedLength : length, options), ...content, ...end]
}

function encodeValue(vr: string, value: Value, options: EncodeOptions): Uint8Array {
  if (value instanceof Uint8Array) return pad(value, 0)
  if (value instanceof Uint16Array || value instanceof Int16Array) return words(value, options.littleEndian)
  const values = (Array.isArray(value) ? value : [value]) as (string | number)[]
  const size = { US: 2, SS: 2, AT: 4, UL: 4, SL: 4, FL: 4, FD: 8, OW: 2 }[vr]
  if (size === undefined) return pad(utf8(values.map((one) => encodeText(vr, one)).join('\\')), vr === 'UI' ? 0 : 0x20)
  const bytes = new Uint8Array(values.length * size)
  const view = new DataView(bytes.buffer)
  values.forEach((one, index) => {
    const number = Number(one)
    if (vr === 'FD') view.setFloat64(index * 8, number, options.littleEndian)
    else if (vr === 'FL') view.setFloat32(index * 4, number, options.littleEndian)
    else if (vr === 'AT') {
      view.setUint16(index * 4, number >>> 16, options.littleEndian)
      view.setUint16(index * 4 + 2, number & 0xffff, options.littleEndian)
    } else if (vr === 'UL' || vr === 'SL') view.setUint32(index * 4, number, options.littleEndian)
    else view.setUint16(index * 2, number, options.littleEndian)
  })
  return bytes
}

function encodeText(vr: string, value: string | number): string {
  if (typeof value === 'number') return vr === 'DS' ? decimalString(value) : String(value)
  return verbatim.has(vr) ? value : value.replaceAll('\\', '/').replaceAll(/[\0-\x1f\x7f]+/g, ' ')
}

/** At most 16 characters (PS3.5 6.2). */
export function decimalString(value: number): string {
  const plain = String(value)
  if (plain.length <= 16) return plain
  for (let digits = 15; digits > 0; digits -= 1) {
    const shorter = String(Number(value.toPrecision(digits)))
    if (shorter.length <= 16) return shorter
  }
  return value.toExponential(8)
}

function words(value: Uint16Array | Int16Array, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (littleEndian === hostIsLittleEndian) return bytes
  const swapped = bytes.slice()
  for (let at = 0; at < swapped.length; at += 2) [swapped[at], swapped[at + 1]] = [bytes[at + 1] ?? 0, bytes[at] ?? 0]
  return swapped
}

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

function pad(bytes: Uint8Array, filler: number): Uint8Array {
  if (bytes.length % 2 === 0) return bytes
  const even = new Uint8Array(bytes.length + 1)
  even.set(bytes)
  even[bytes.length] = filler
  return even
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const ascii = utf8
