/** Reads one DICOM object (PS3.10 file, or a bare dataset) as its bytes arrive. Promises: memory bounded by the header
 *  whatever the object's size; never bytes beyond what was pushed; every fault is an `ExpectedError` of `dicom/*`. */
import { Inflate } from 'fflate'
import { ExpectedError } from '../contract/index.ts'
import { tagOf } from './attributes.ts'
import { createByteQueue, hasMore, skip, type ByteQueue, type Steps } from './byte-queue.ts'
import { createDataset, malformed, missing, text, type Dataset } from './dataset.ts'
import { describeImage, pixelShape } from './describe-image.ts'
import { seriesAttributes, studyAttributes } from './describe-study.ts'
import { readElementHeader, readValue, type ElementHeader } from './element-parser.ts'
import { checkEncoding, readFileStart, type FileStart } from './file-start.ts'
import { hasReadableContent, readEvidence } from './evidence.ts'
import type { DicomIdentity, FrameIndex, Inspection } from './inspection.ts'
import { emptyBudget, type Budget } from './kept-elements.ts'
import { readPixelData } from './pixel-data.ts'
import { privateTomosynthesis } from './private-tomosynthesis.ts'
import { isImageClass, isKnownClass, sopClass } from './sop-classes.ts'
import type { TransferSyntax } from './transfer-syntaxes.ts'

export interface Part10Reader {
  /** The chunk must not be changed afterwards. */
  push(chunk: Uint8Array): void
  /** Known once the study, series and instance were read; stays known when reading fails later. */
  readonly identity: DicomIdentity | null
  /** Nothing more is needed. */
  readonly complete: boolean
  end(): Inspection
}

/** Who the object is stands at its beginning: callers may hold back what comes before. */
const maximumBeforeIdentity = 64 * 2 ** 20
const maximumInflated = 256 * 2 ** 20
/** Small steps of compressed input keep what one step inflates to bounded (DEFLATE expands at most about 1000 times). */
const inflateStep = 8 * 1024

/** `pixels`: the object is read up to its Pixel Data, which is neither passed over nor checked. */
export function createPart10Reader({ until = 'end' }: { until?: 'end' | 'pixels' } = {}): Part10Reader {
  const file = createByteQueue()
  const reading: Reading = { identity: null, until }
  const steps = readObject(file, reading)
  let length = 0
  let inspection: Omit<Inspection, 'length'> | null = null
  let failure: unknown = null

  function advance(): void {
    if (failure !== null) throw failure
    if (inspection !== null) return
    try {
      const step = steps.next()
      if (step.done === true) inspection = step.value
      else if (reading.identity === null && length > maximumBeforeIdentity) throw malformed(tagOf('SeriesInstanceUID'))
    } catch (error) {
      failure = error
      throw error
    }
  }

  return {
    push(chunk) {
      length += chunk.length
      file.push(chunk)
      advance()
    },
    get identity() { return reading.identity },
    get complete() { return inspection !== null },
    end() {
      file.end()
      advance()
      if (inspection === null) throw new ExpectedError('dicom/not-dicom')
      return { ...inspection, length }
    },
  }
}

interface Reading { identity: DicomIdentity | null; readonly until: 'end' | 'pixels' }

function* readObject(file: ByteQueue, reading: Reading): Steps<Omit<Inspection, 'length'>> {
  const budget = emptyBudget()
  const start = yield* readFileStart(file, budget)
  const dataset = createDataset(start.syntax.littleEndian, null)
  const frames = start.syntax.deflated
    ? yield* readInflated(file, (inflated) => readDataset(inflated, start, dataset, budget, reading))
    : yield* readDataset(file, start, dataset, budget, reading)
  const identity = identify(start, dataset, reading)
  const image = isImageClass(identity.sopClassUID)
  if (image && frames.kind === 'none' && reading.until === 'end') throw withSubject(privateTomosynthesis(dataset) === null ? missing('PixelData') : new ExpectedError('dicom/private-tomosynthesis'), identity)
  return {
    identity,
    study: studyAttributes(dataset),
    series: seriesAttributes(dataset),
    image: image ? describeImage(dataset, identity) : null,
    evidence: readEvidence(dataset, identity.sopClassUID),
    frames,
  }
}

function* readDataset(queue: ByteQueue, start: FileStart, dataset: Dataset, budget: Budget, reading: Reading): Steps<FrameIndex> {
  yield* checkEncoding(queue, start.syntax)
  let frames: FrameIndex = { kind: 'none' }
  let afterPixels = false
  try {
    while (yield* hasMore(queue)) {
      if (afterPixels && (yield* onlyPaddingFollows(queue))) break
      const header = yield* readElementHeader(queue, start.syntax)
      if (header.tag > tagOf('SeriesInstanceUID') && reading.identity === null) budget.content = hasReadableContent(identify(start, dataset, reading).sopClassUID)
      if (header.tag === tagOf('PixelData') && reading.until === 'pixels') break
      if (header.tag === tagOf('PixelData')) {
        frames = yield* readFrames(queue, header, start, dataset, budget, reading)
        afterPixels = true
      } else yield* readValue(queue, start.syntax, header, dataset, budget, 0)
    }
  } catch (error) {
    throw error instanceof ExpectedError && reading.identity !== null ? withSubject(error, reading.identity) : error
  }
  return frames
}

function* readFrames(queue: ByteQueue, header: ElementHeader, start: FileStart, dataset: Dataset, budget: Budget, reading: Reading): Steps<FrameIndex> {
  const identity = identify(start, dataset, reading)
  if (!isImageClass(identity.sopClassUID)) {
    yield* readValue(queue, start.syntax, { ...header, vr: header.length === null ? 'OB' : header.vr }, null, budget, 0)
    return { kind: 'none' }
  }
  // Without a declared syntax, encapsulated frames could be of any coding.
  if (!start.declared && header.length === null) throw missing('TransferSyntaxUID')
  return yield* readPixelData(queue, header, start.syntax, pixelShape(dataset), dataset)
}

/** Settles who the object is, once; refuses classes and syntaxes that are not supported. */
function identify({ meta, syntax }: FileStart, dataset: Dataset, reading: Reading): DicomIdentity {
  if (reading.identity !== null) return reading.identity
  const sopClassUID = text(dataset, 'SOPClassUID') || text(meta, 'MediaStorageSOPClassUID')
  const sopInstanceUID = text(dataset, 'SOPInstanceUID')
  if (sopClassUID === '') throw missing('SOPClassUID')
  const known = isKnownClass(sopClassUID)
  if (known) for (const keyword of ['SOPClassUID', 'SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID'] as const) requireUid(dataset, keyword)
  const identity = { studyInstanceUID: text(dataset, 'StudyInstanceUID'), seriesInstanceUID: text(dataset, 'SeriesInstanceUID'), sopInstanceUID, sopClassUID, transferSyntaxUID: syntax.uid }
  if (!known) throw withSubject(new ExpectedError('dicom/unsupported-class', { params: { sopClass: nameOf(sopClassUID) } }), identity)
  reading.identity = identity
  if (isImageClass(sopClassUID) && syntax.images === 'refused') throw withSubject(unsupported(syntax), identity)
  return identity
}

function requireUid(dataset: Dataset, keyword: 'SOPClassUID' | 'SOPInstanceUID' | 'StudyInstanceUID' | 'SeriesInstanceUID'): void {
  const value = text(dataset, keyword)
  if (value === '') throw missing(keyword)
  if (value.length > 64 || !/^[0-9]+(\.[0-9]+)*$/.test(value)) throw malformed(tagOf(keyword))
}

function nameOf(uid: string): string {
  const name = sopClass(uid)?.name
  const printable = /^[0-9.]{1,64}$/.test(uid) ? uid : '?'
  return name === undefined ? printable : `${name} (${printable})`
}

function unsupported(syntax: TransferSyntax): ExpectedError {
  return new ExpectedError('dicom/unsupported-syntax', { params: { syntax: `${syntax.name} (${syntax.uid})` } })
}

function withSubject(error: ExpectedError, { sopInstanceUID }: DicomIdentity): ExpectedError {
  if (error.subject !== null || !/^[0-9.]{1,64}$/.test(sopInstanceUID)) return error
  return new ExpectedError(error.code, { subject: sopInstanceUID, params: error.params, cause: error.cause ?? error })
}

/** Zeros behind the last element are padding of a medium, not data. */
function* onlyPaddingFollows(queue: ByteQueue): Steps<boolean> {
  while (queue.available < 8 && !queue.ended) yield
  if (queue.peek(Math.min(8, queue.available)).some((byte) => byte !== 0)) return false
  while (yield* hasMore(queue)) yield* skip(queue, queue.available)
  return true
}

/** Runs a reader over what a raw DEFLATE stream (PS3.5 A.5) inflates to. */
function* readInflated<T>(file: ByteQueue, read: (inflated: ByteQueue) => Steps<T>): Steps<T> {
  const inflated = createByteQueue()
  const inflate = new Inflate((chunk) => inflated.push(chunk))
  const steps = read(inflated)
  for (;;) {
    const more = yield* hasMore(file)
    try {
      inflate.push(more ? file.take(Math.min(file.available, inflateStep)).slice() : new Uint8Array(), !more)
    } catch (cause) {
      if (more) throw malformed(0, cause)
    }
    if (inflated.position + inflated.available > maximumInflated) throw malformed(0)
    if (!more) inflated.end()
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
