/** The beginning of a file: preamble and File Meta Information (PS3.10 7.1), or a bare dataset when that is beyond
 *  doubt. The 128 bytes of the preamble are never interpreted: another format's magic there means nothing here. */
import { ExpectedError } from '../contract/index.ts'
import { tagOf } from './attributes.ts'
import { hasMore, need, skip, type ByteQueue, type Steps } from './byte-queue.ts'
import { createDataset, malformed, missing, text, type Dataset } from './dataset.ts'
import { isValueRepresentation, readElementHeader, readValue, type Encoding } from './element-parser.ts'
import type { Budget } from './kept-elements.ts'
import { explicitBigEndian, explicitLittleEndian, implicitLittleEndian, transferSyntax, type TransferSyntax } from './transfer-syntaxes.ts'

export interface FileStart {
  meta: Dataset
  syntax: TransferSyntax
  /** False when the file has no meta and the syntax was concluded from the first element. */
  declared: boolean
}

const metaEncoding: Encoding = { explicit: true, littleEndian: true }

export function* readFileStart(queue: ByteQueue, budget: Budget): Steps<FileStart> {
  while (queue.available < 132 && !queue.ended) yield
  if (queue.available < 16) throw new ExpectedError('dicom/not-dicom')
  const head = queue.peek(Math.min(132, queue.available))
  const atStart = looksLike(head)
  const signed = head.length === 132 && head[128] === 0x44 && head[129] === 0x49 && head[130] === 0x43 && head[131] === 0x4d
  // "DICM" may also lie by chance inside a bare dataset, which then begins with an element of group 0008 or 0002.
  if (signed && !(atStart !== null && isValueRepresentation(String.fromCharCode(head[4] ?? 0, head[5] ?? 0)))) {
    queue.discard(132)
    return yield* readMeta(queue, budget)
  }
  if (atStart === null) throw new ExpectedError('dicom/not-dicom')
  if (head[0] === 0x02) return yield* readMeta(queue, budget)
  const syntax = transferSyntax(atStart)
  if (syntax === undefined) throw new ExpectedError('dicom/not-dicom')
  return { meta: createDataset(true, null), syntax, declared: false }
}

function* readMeta(queue: ByteQueue, budget: Budget): Steps<FileStart> {
  const meta = createDataset(true, null)
  let end: number | null = null
  while (yield* hasMore(queue)) {
    if (end !== null && queue.position >= end) break
    yield* need(queue, 2)
    const group = queue.peek(2)
    if (end === null && (group[0] !== 0x02 || group[1] !== 0)) break
    const header = yield* readElementHeader(queue, metaEncoding)
    // A group length that lies ends the meta where the next group begins.
    if (header.tag >>> 16 !== 2 || header.length === null) throw malformed(header.tag)
    if (header.tag === tagOf('FileMetaInformationGroupLength') && header.length === 4) {
      yield* need(queue, 4)
      const bytes = queue.peek(4)
      end = queue.position + 4 + new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
      yield* skip(queue, 4)
    } else yield* readValue(queue, metaEncoding, header, meta, budget, 0)
  }
  const uid = text(meta, 'TransferSyntaxUID')
  if (uid === '') throw missing('TransferSyntaxUID')
  const syntax = transferSyntax(uid)
  if (syntax === undefined) throw new ExpectedError('dicom/unsupported-syntax', { params: { syntax: uid } })
  return { meta, syntax, declared: true }
}

/** Refuses a dataset whose first element cannot be in the announced encoding but is well formed in another. */
export function* checkEncoding(queue: ByteQueue, syntax: TransferSyntax): Steps<void> {
  while (queue.available < 8 && !queue.ended) yield
  if (queue.available < 8) return
  const found = looksLike(queue.peek(8))
  if (found === null || found === encodingOf(syntax)) return
  throw new ExpectedError('dicom/syntax-mismatch', { params: { syntax: `${syntax.name} (${syntax.uid})` } })
}

function encodingOf({ explicit, littleEndian }: TransferSyntax): string {
  return explicit ? (littleEndian ? explicitLittleEndian : explicitBigEndian) : implicitLittleEndian
}

/** The uncompressed syntax that eight bytes read as the first element (group 0002 or 0008) of, if any. */
function looksLike(head: Uint8Array): string | null {
  const [b0, b1, b2, b3, b4, b5, b6, b7] = head
  const little = (b0 === 0x08 || b0 === 0x02) && b1 === 0
  const big = b0 === 0 && b1 === 0x08
  if (!little && !big) return null
  const explicit = isValueRepresentation(String.fromCharCode(b4 ?? 0, b5 ?? 0))
  if (big) return explicit ? explicitBigEndian : null
  if (explicit) return explicitLittleEndian
  // Implicit: the first value of a dataset is short, and elements 0008,0000..3FFF come first.
  return b0 === 0x08 && (b3 ?? 0xff) < 0x40 && b2 !== undefined && b6 === 0 && b7 === 0 ? implicitLittleEndian : null
}
