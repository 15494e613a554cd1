/** Identifiers of queries (PS3.4 C.2.2): keys out as a data set, answers in by tag in the form of DICOM JSON, so that
 *  both protocols read them alike. Text of any declared character set. */
import { decodeText, encodeDataset, explicitBigEndian, implicitLittleEndian, type Attributes } from '../../dicom/index.ts'
import type { JsonDataset } from '../dicom-json.ts'
import { MalformedPdu } from './pdu.ts'

/** An answer is some hundred bytes; one with a content tree some thousand. */
export const longestIdentifier = 4 * 1024 * 1024
const deepest = 8

export function encodeIdentifier(keys: Attributes, transferSyntax: string): Uint8Array {
  return encodeDataset(keys.QueryRetrieveLevel === undefined ? keys : { SpecificCharacterSet: 'ISO_IR 192', ...keys }, { explicit: transferSyntax !== implicitLittleEndian, littleEndian: transferSyntax !== explicitBigEndian, undefinedLengths: false })
}

export function readIdentifier(bytes: Buffer, transferSyntax: string): JsonDataset {
  const reader = { bytes, at: 0, explicit: transferSyntax !== implicitLittleEndian }
  return dataSet(reader, bytes.length, [], 0)
}

interface Reader { readonly bytes: Buffer; at: number; readonly explicit: boolean }

const itemTag = 0xfffee000, itemEnd = 0xfffee00d, sequenceEnd = 0xfffee0dd
const longLength = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const binary = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT', 'SV', 'UV'])
const characterSet = 0x00080005
/** What Implicit VR does not say, of what is asked for. */
const sequences = new Set([0x0040a043, 0x00081140, 0x00081198, 0x00081199, 0x00400100])
const personNames = new Set([0x00100010, 0x00080090, 0x00321032])
const shorts = new Set([0x00081197])

function dataSet(reader: Reader, end: number, outer: readonly string[], depth: number): JsonDataset {
  if (depth > deepest) throw new MalformedPdu('an answer nested without end')
  const found: JsonDataset = {}
  let sets = outer
  while (reader.at < end) {
    const { tag, vr, length } = header(reader)
    if (tag === itemEnd) break
    if (vr === 'SQ' || sequences.has(tag) || length === null) {
      found[hex(tag)] = { vr: 'SQ', Value: items(reader, length === null ? null : reader.at + length, sets, depth) }
      continue
    }
    const stop = reader.at + length
    if (stop > end) throw new MalformedPdu('an element longer than its answer')
    const value = reader.bytes.subarray(reader.at, stop)
    reader.at = stop
    if (shorts.has(tag) && value.length >= 2) found[hex(tag)] = { vr: 'US', Value: [value.readUInt16LE(0)] }
    if (binary.has(vr) || shorts.has(tag)) continue
    const text = decodeText(value, sets, vr === 'PN' || personNames.has(tag)).replaceAll(/[\0 ]+$/g, '')
    if (tag === characterSet) sets = text.split('\\').map((one) => one.trim())
    found[hex(tag)] = { ...(vr === '' ? {} : { vr }), Value: text === '' ? [] : text.split('\\') }
  }
  return found
}

function items(reader: Reader, end: number | null, sets: readonly string[], depth: number): JsonDataset[] {
  const found: JsonDataset[] = []
  while (end === null || reader.at < end) {
    const { tag, length } = header(reader)
    if (tag === sequenceEnd) break
    if (tag !== itemTag) throw new MalformedPdu('something other than an item in a sequence')
    const stop = length === null ? reader.bytes.length : reader.at + length
    if (stop > reader.bytes.length) throw new MalformedPdu('an item longer than its answer')
    found.push(dataSet(reader, stop, sets, depth + 1))
  }
  return found
}

function header(reader: Reader): { tag: number; vr: string; length: number | null } {
  const { bytes, at, explicit } = reader
  if (at + 8 > bytes.length) throw new MalformedPdu('an answer that is cut')
  const tag = bytes.readUInt16LE(at) * 65536 + bytes.readUInt16LE(at + 2)
  const vr = explicit && tag >>> 16 !== 0xfffe ? bytes.toString('latin1', at + 4, at + 6) : ''
  const long = longLength.has(vr)
  if (long && at + 12 > bytes.length) throw new MalformedPdu('an answer that is cut')
  const length = vr === '' ? bytes.readUInt32LE(at + 4) : long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6)
  reader.at = at + (long ? 12 : 8)
  return { tag, vr, length: length === 0xffffffff ? null : length }
}

const hex = (tag: number): string => tag.toString(16).padStart(8, '0').toUpperCase()
