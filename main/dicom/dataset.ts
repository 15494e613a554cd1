/** A dataset as read: the elements of `attributes.ts` only, raw bytes with their value representation, decoded when
 *  asked for. Text follows the Specific Character Set of the nearest dataset around it (PS3.5 6.1.2.5, PS3.3 C.12.1.1.2). */
import { ExpectedError } from '../contract/index.ts'
import { attributes, formatTag, tagOf, type Keyword } from './attributes.ts'
import { decodeText } from './character-sets.ts'

export interface Element { vr: string; bytes: Uint8Array; items: Dataset[] }
export interface Dataset {
  elements: Map<number, Element>
  littleEndian: boolean
  parent: Dataset | null
  /** Of an item: where it begins in the file, as directories point to it. */
  offset: number
}

const undecoded = new Set(['CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'AS', 'AE', 'UR'])
/** Text in which a backslash is a character, not a separator. */
const single = new Set(['ST', 'LT', 'UT', 'UR'])

export function createDataset(littleEndian: boolean, parent: Dataset | null, offset = 0): Dataset {
  return { elements: new Map(), littleEndian, parent, offset }
}

/** All values as trimmed text; empty when absent. */
export function texts(dataset: Dataset, keyword: Keyword): string[] {
  const element = dataset.elements.get(tagOf(keyword))
  if (element === undefined || element.bytes.length === 0) return []
  const vr = element.vr
  const decoded = undecoded.has(vr) ? Buffer.from(element.bytes).toString('latin1') : decodeText(element.bytes, characterSets(dataset), vr === 'PN')
  const values = single.has(vr) ? [decoded] : decoded.split('\\')
  return values.map((value) => trim(value, vr))
}

export function text(dataset: Dataset, keyword: Keyword): string {
  return texts(dataset, keyword)[0] ?? ''
}

/** All values as numbers: decimal and integer strings, or binary. What is no number is left out as NaN. */
export function numbers(dataset: Dataset, keyword: Keyword, options: { signed?: boolean } = {}): number[] {
  const element = dataset.elements.get(tagOf(keyword))
  if (element === undefined || element.bytes.length === 0) return []
  const { bytes, vr } = element
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = dataset.littleEndian
  const every = (size: number, read: (at: number) => number) =>
    Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => read(index * size))
  switch (vr) {
    case 'SS': return every(2, (at) => view.getInt16(at, little))
    case 'US': case 'xs': case 'lut': case 'OW': return options.signed === true ? every(2, (at) => view.getInt16(at, little)) : every(2, (at) => view.getUint16(at, little))
    case 'UL': return every(4, (at) => view.getUint32(at, little))
    case 'SL': return every(4, (at) => view.getInt32(at, little))
    case 'FL': return every(4, (at) => view.getFloat32(at, little))
    case 'FD': return every(8, (at) => view.getFloat64(at, little))
    default: return texts(dataset, keyword).map((value) => (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : Number.NaN))
  }
}

/** The first value when it is a finite number. */
export function number(dataset: Dataset, keyword: Keyword, options: { signed?: boolean } = {}): number | null {
  const value = numbers(dataset, keyword, options)[0]
  return value === undefined || !Number.isFinite(value) ? null : value
}

export function items(dataset: Dataset, keyword: Keyword): Dataset[] {
  return dataset.elements.get(tagOf(keyword))?.items ?? []
}

export function has(dataset: Dataset, keyword: Keyword): boolean {
  return dataset.elements.has(tagOf(keyword))
}

/** A whole number that the object must state within these bounds. */
export function requiredInteger(dataset: Dataset, keyword: Keyword, minimum: number, maximum: number): number {
  if (texts(dataset, keyword).length === 0) throw missing(keyword)
  const value = number(dataset, keyword)
  if (value === null || !Number.isInteger(value) || value < minimum || value > maximum) throw malformed(tagOf(keyword))
  return value
}

export const missing = (keyword: Keyword): ExpectedError =>
  new ExpectedError('dicom/missing-attribute', { params: { tag: `${formatTag(attributes[keyword][0])} ${keyword}` } })

export const malformed = (tag: number, cause?: unknown): ExpectedError =>
  new ExpectedError('dicom/malformed', { params: { tag: formatTag(tag) }, ...(cause === undefined ? {} : { cause }) })

export function characterSets(dataset: Dataset): string[] {
  const own = dataset.elements.get(tagOf('SpecificCharacterSet'))
  if (own !== undefined) return Buffer.from(own.bytes).toString('latin1').split('\\').map((value) => trim(value, 'CS'))
  return dataset.parent === null ? [] : characterSets(dataset.parent)
}

/** Padding is a NUL for UIDs and spaces for text (PS3.5 6.2); both are met for both. Leading spaces of text that is
 *  laid out (ST, LT, UT) mean something and stay. */
function trim(value: string, vr: string): string {
  const end = value.replace(/[\0 ]+$/, '')
  return single.has(vr) ? end : end.replace(/^[\0 ]+/, '')
}
