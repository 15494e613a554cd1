/** Where the frames of Pixel Data lie, without keeping them: native (PS3.5 8.1.1) by arithmetic, encapsulated (PS3.5
 *  A.4) by fragments, Basic and Extended Offset Tables. Data that contradict the announced syntax are refused here. */
import { ExpectedError } from '../contract/index.ts'
import { attributes, tagOf } from './attributes.ts'
import { hasMore, need, skip, type ByteQueue, type Steps } from './byte-queue.ts'
import { codestreamHeadLength, readCodestreamHeader, rleSegments } from './codestream.ts'
import { malformed, missing, type Dataset } from './dataset.ts'
import { readElementHeader, sequenceEnd, type ElementHeader } from './element-parser.ts'
import type { FrameIndex } from './inspection.ts'
import type { TransferSyntax } from './transfer-syntaxes.ts'

/** Image Pixel attributes that say how long frames are. */
export interface PixelShape {
  rows: number
  columns: number
  samplesPerPixel: number
  photometricInterpretation: string
  bitsAllocated: number
  bitsStored: number
  frames: number
}

const explicitLittle = { explicit: true, littleEndian: true }
const maximumFragments = 2 ** 18
const pixelDataTag = tagOf('PixelData')

export function* readPixelData(queue: ByteQueue, header: ElementHeader, syntax: TransferSyntax, shape: PixelShape, dataset: Dataset): Steps<FrameIndex> {
  if (header.length === 0) throw missing('PixelData')
  const native = syntax.pixels === 'native'
  if (native !== (header.length !== null)) throw mismatch(syntax)
  // Bytes in big endian words would come out in pairs the wrong way round.
  if (!syntax.littleEndian && shape.bitsAllocated <= 8 && header.vr === 'OW') throw unsupportedSyntax(syntax, '8 bits, OW')
  return header.length !== null ? yield* readNative(queue, header.length, syntax, shape) : yield* readEncapsulated(queue, syntax, shape, dataset)
}

function* readNative(queue: ByteQueue, length: number, syntax: TransferSyntax, shape: PixelShape): Steps<FrameIndex> {
  // Horizontally subsampled chrominance: two luminance samples share one pair (PS3.3 C.7.6.3.1.2).
  const samples = shape.photometricInterpretation === 'YBR_FULL_422' ? 2 : shape.samplesPerPixel
  const frameBits = shape.rows * shape.columns * samples * shape.bitsAllocated
  const total = Math.ceil((frameBits * shape.frames) / 8)
  if (length < total || length > total + (total % 2)) throw mismatch(syntax)
  // Single-bit frames that do not begin on a byte cannot be addressed one by one.
  if (shape.frames > 1 && frameBits % 8 !== 0) throw unsupportedSyntax(syntax, '1 bit')
  const offset = queue.position
  yield* skip(queue, length)
  return { kind: 'native', offset, frameLength: Math.ceil(frameBits / 8), frames: shape.frames }
}

interface Fragment { offset: number; length: number; starts: boolean }

function* readEncapsulated(queue: ByteQueue, syntax: TransferSyntax, shape: PixelShape, dataset: Dataset): Steps<FrameIndex> {
  const basic = yield* readBasicOffsetTable(queue)
  const first = queue.position
  const fragments: Fragment[] = []
  for (;;) {
    const item = yield* readElementHeader(queue, explicitLittle)
    if (item.tag === sequenceEnd) break
    if (item.tag !== 0xfffee000 || item.length === null) throw malformed(pixelDataTag)
    if (fragments.length >= maximumFragments) throw malformed(pixelDataTag)
    const offset = queue.position
    yield* need(queue, Math.min(item.length, codestreamHeadLength))
    const head = queue.peek(Math.min(item.length, codestreamHeadLength))
    if (fragments.length === 0) checkCodestream(head, syntax, shape)
    fragments.push({ offset, length: item.length, starts: startsFrame(head, syntax) })
    yield* skip(queue, item.length)
  }
  const extended = extendedOffsets(dataset)
  const frames = groupFragments(fragments, first, extended ?? basic, shape.frames)
  if (frames.some((frame) => frame[0]?.starts !== true)) throw mismatch(syntax)
  return { kind: 'encapsulated', frames: frames.map((frame) => ({ fragments: frame.map(({ offset, length }) => ({ offset, length })) })) }
}

function* readBasicOffsetTable(queue: ByteQueue): Steps<number[]> {
  if (!(yield* hasMore(queue))) yield* need(queue, 8)
  const item = yield* readElementHeader(queue, explicitLittle)
  if (item.tag !== 0xfffee000 || item.length === null || item.length % 4 !== 0 || item.length > 4 * maximumFragments) throw malformed(pixelDataTag)
  yield* need(queue, item.length)
  const bytes = queue.take(item.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: item.length / 4 }, (_, index) => view.getUint32(index * 4, true))
}

/** Offsets of 64 bits, for objects beyond 4 GB (PS3.3 C.7.6.3.1.8). */
function extendedOffsets(dataset: Dataset): number[] | null {
  const bytes = dataset.elements.get(attributes.ExtendedOffsetTable[0])?.bytes
  if (bytes === undefined || bytes.length === 0) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => Number(view.getBigUint64(index * 8, true)))
}

/** One frame: all fragments. As many fragments as frames: one each. Otherwise the offset table says, and without one
 *  each fragment that begins a codestream begins a frame. */
function groupFragments(fragments: Fragment[], first: number, offsets: number[], frames: number): Fragment[][] {
  if (frames === 1 && fragments.length > 0) return [fragments]
  if (fragments.length === frames) return fragments.map((fragment) => [fragment])
  const starts = offsets.length > 0 ? offsetsToStarts(fragments, first, offsets) : fragments.flatMap((fragment, index) => (fragment.starts ? [index] : []))
  if (starts.length !== frames || starts[0] !== 0) throw malformed(pixelDataTag)
  return starts.map((start, index) => fragments.slice(start, starts[index + 1] ?? fragments.length))
}

/** Offsets count from the first byte of the first fragment's item tag and must each meet an item (PS3.5 A.4). */
function offsetsToStarts(fragments: Fragment[], first: number, offsets: number[]): number[] {
  const byOffset = new Map(fragments.map((fragment, index) => [fragment.offset - 8 - first, index]))
  let previous = -1
  return offsets.map((offset) => {
    const start = byOffset.get(offset)
    if (start === undefined || start <= previous) throw malformed(pixelDataTag)
    previous = start
    return start
  })
}

function startsFrame(head: Uint8Array, syntax: TransferSyntax): boolean {
  return syntax.pixels === 'rle' ? rleSegments(head) !== null : readCodestreamHeader(head) !== null
}

function checkCodestream(head: Uint8Array, syntax: TransferSyntax, shape: PixelShape): void {
  if (syntax.pixels === 'rle') {
    if (rleSegments(head) !== shape.samplesPerPixel * Math.ceil(shape.bitsAllocated / 8)) throw mismatch(syntax)
    return
  }
  const found = readCodestreamHeader(head)
  if (found === null || found.coding !== syntax.pixels) {
    // A JPEG whose start of frame lies far behind its application segments is taken at its word.
    if (found?.coding === 'jpeg' && found.rows === null && syntax.pixels.startsWith('jpeg')) return
    throw mismatch(syntax)
  }
  if (syntax.pixels === 'jpeg' && found.precision !== null && found.precision > 8) throw unsupportedSyntax(syntax, `${found.precision} bits`)
  const differs = (stated: number | null, announced: number) => stated !== null && stated !== announced
  if (differs(found.rows, shape.rows) || differs(found.columns, shape.columns) || differs(found.samples, shape.samplesPerPixel)) throw mismatch(syntax)
}

function mismatch(syntax: TransferSyntax): ExpectedError {
  return new ExpectedError('dicom/syntax-mismatch', { params: { syntax: `${syntax.name} (${syntax.uid})` } })
}

/** The syntax is known, but not with such samples. */
function unsupportedSyntax(syntax: TransferSyntax, samples: string): ExpectedError {
  return new ExpectedError('dicom/unsupported-syntax', { params: { syntax: `${syntax.name}, ${samples} (${syntax.uid})` } })
}
