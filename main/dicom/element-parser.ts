/** Elements of a dataset in any uncompressed encoding (PS3.5 7), step by step as bytes arrive. Keeps what
 *  `kept-elements.ts` names and passes over the rest, whatever length it claims; nesting and kept bytes are bounded. */
import { need, skip, type ByteQueue, type Steps } from './byte-queue.ts'
import { createDataset, malformed, type Dataset } from './dataset.ts'
import { dictionaryVr, keptVr, maximumKept, type Budget } from './kept-elements.ts'

export interface Encoding { explicit: boolean; littleEndian: boolean }
export interface ElementHeader { tag: number; vr: string; /** null: undefined length */ length: number | null }

const maximumDepth = 32
const undefinedLength = 0xffffffff

const itemTag = 0xfffee000
const itemEnd = 0xfffee00d
export const sequenceEnd = 0xfffee0dd

const shortLength = new Set(['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FL', 'FD', 'IS', 'LO', 'LT', 'PN', 'SH', 'SL', 'SS', 'ST', 'TM', 'UI', 'UL', 'US'])
const longLength = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
export const isValueRepresentation = (vr: string): boolean => shortLength.has(vr) || longLength.has(vr)

export function* readElementHeader(queue: ByteQueue, { explicit, littleEndian }: Encoding): Steps<ElementHeader> {
  yield* need(queue, 8)
  const head = queue.peek(8)
  const view = new DataView(head.buffer, head.byteOffset, 8)
  const tag = view.getUint16(0, littleEndian) * 65536 + view.getUint16(2, littleEndian)
  const asLength = (length: number) => (length === undefinedLength ? null : length)
  if (!explicit || tag >>> 16 === 0xfffe) {
    queue.discard(8)
    return { tag, vr: dictionaryVr(tag) ?? 'UN', length: asLength(view.getUint32(4, littleEndian)) }
  }
  const vr = String.fromCharCode(view.getUint8(4), view.getUint8(5))
  // Blank or `??` in place of a VR: a short length follows, the dictionary says what it is.
  const blank = vr === '  ' || vr === '??'
  if (blank || shortLength.has(vr)) {
    queue.discard(8)
    return { tag, vr: blank ? (dictionaryVr(tag) ?? 'UN') : vr, length: view.getUint16(6, littleEndian) }
  }
  // Every VR that was or will be added has a reserved field and a 32-bit length (PS3.5 7.1.2).
  if (!/^[A-Z]{2}$/.test(vr)) throw malformed(tag)
  yield* need(queue, 12)
  const long = queue.take(12)
  const length = asLength(new DataView(long.buffer, long.byteOffset, 12).getUint32(8, littleEndian))
  return { tag, vr, length }
}

/** Reads or passes over the value of one element; `into` null passes over. `end` bounds a dataset of known length. */
export function* readValue(queue: ByteQueue, encoding: Encoding, header: ElementHeader, into: Dataset | null, budget: Budget, depth: number): Steps<void> {
  const { tag, length } = header
  const listedVr = into === null ? undefined : keptVr(tag, length, budget)
  // Unknown VR holds what the dictionary says, in Implicit VR Little Endian when a sequence (PS3.5 6.2.2).
  const vr = header.vr === 'UN' ? (listedVr ?? 'UN') : header.vr
  const inner = header.vr === 'UN' ? { explicit: false, littleEndian: true } : encoding
  if (length === null) {
    if (header.vr === 'OB' || header.vr === 'OW') return yield* skipFragments(queue, encoding, tag)
    if (header.vr !== 'SQ' && header.vr !== 'UN' && encoding.explicit) throw malformed(tag)
    return yield* readSequence(queue, encoding.explicit ? inner : encoding, tag, null, listedVr === 'SQ' ? into : null, budget, depth)
  }
  if (listedVr === undefined || into === null) return yield* skip(queue, length)
  if (vr === 'SQ') return yield* readSequence(queue, inner, tag, queue.position + length, listedVr === 'SQ' ? into : null, budget, depth)
  if (into.elements.has(tag)) throw malformed(tag)
  keep(budget, length + 128, tag)
  yield* need(queue, length)
  into.elements.set(tag, { vr, bytes: queue.take(length).slice(), items: [] })
}

function* readSequence(queue: ByteQueue, encoding: Encoding, tag: number, end: number | null, into: Dataset | null, budget: Budget, depth: number): Steps<void> {
  if (depth >= maximumDepth) throw malformed(tag)
  const items: Dataset[] = []
  if (into !== null) {
    if (into.elements.has(tag)) throw malformed(tag)
    into.elements.set(tag, { vr: 'SQ', bytes: new Uint8Array(), items })
  }
  while (end === null || queue.position < end) {
    const offset = queue.position
    const item = yield* readElementHeader(queue, encoding)
    if (item.tag === sequenceEnd && end === null) return
    if (item.tag !== itemTag) throw malformed(tag)
    const itemStop = item.length === null ? null : queue.position + item.length
    if (end !== null && itemStop !== null && itemStop > end) throw malformed(tag)
    keep(budget, into === null ? 0 : 256, tag)
    const dataset = into === null ? null : createDataset(encoding.littleEndian, into, offset)
    if (dataset !== null) items.push(dataset)
    if (dataset === null && itemStop !== null) yield* skip(queue, itemStop - queue.position)
    else yield* readItem(queue, encoding, itemStop, dataset, budget, depth + 1)
  }
  if (queue.position > (end ?? queue.position)) throw malformed(tag)
}

function* readItem(queue: ByteQueue, encoding: Encoding, end: number | null, into: Dataset | null, budget: Budget, depth: number): Steps<void> {
  while (end === null || queue.position < end) {
    const header = yield* readElementHeader(queue, encoding)
    if (header.tag === itemEnd && end === null) return
    if (header.tag >>> 16 === 0xfffe) throw malformed(header.tag)
    if (end !== null && header.length !== null && queue.position + header.length > end) throw malformed(header.tag)
    yield* readValue(queue, encoding, header, into, budget, depth)
  }
  if (queue.position > end) throw malformed(itemTag)
}

/** Encapsulated bytes outside the main Pixel Data (an icon): items whose content is no dataset. */
function* skipFragments(queue: ByteQueue, encoding: Encoding, tag: number): Steps<void> {
  for (;;) {
    const item = yield* readElementHeader(queue, encoding)
    if (item.tag === sequenceEnd) return
    if (item.tag !== itemTag || item.length === null) throw malformed(tag)
    yield* skip(queue, item.length)
  }
}

function keep(budget: Budget, bytes: number, tag: number): void {
  budget.kept += bytes
  if (budget.kept > maximumKept) throw malformed(tag)
}
