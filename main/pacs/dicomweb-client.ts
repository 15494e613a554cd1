/** The DICOMweb side of the PACS port (PS3.18): QIDO-RS, WADO-RS of whole instances in their stored transfer syntax,
 *  STOW-RS. Memory stays bounded whatever the size of an object; answers that list things have a limit. */
import { randomUUID } from 'node:crypto'
import { ExpectedError } from '../contract/index.ts'
import { isMailboxPatient } from '../dicom/index.ts'
import { parseDatasets, type JsonDataset } from './dicom-json.ts'
import { createHttp, defaultTimeouts, type Http, type HttpAnswer, type Timeouts } from './http.ts'
import { parseMediaType } from './media-type.ts'
import { createMultipartParser } from './multipart.ts'
import { nameSearch } from './patient-name-search.ts'
import type { InstanceAddress, PacsClient, RemoteInstance, RemoteStudy } from './port.ts'
import { instancesPath, isPriorOf, keyObjectTitle, keyObjectTitlesPath, newestFirst, remoteInstance, remoteStudy, studiesPath } from './qido.ts'
import { requireStored, stowBody } from './stow.ts'

export interface DicomWebOptions {
  readonly url: string
  readonly user: string
  readonly password: string
  /** PEM; empty for the system's own authorities. */
  readonly certificateAuthority: string
  readonly timeouts?: Partial<Timeouts>
}

const json = 'application/dicom+json'
/** The longest list answer that is read, bytes. */
const listLimit = 64 * 1024 * 1024
const pageSize = 500
/** No PACS caps its pages below this. */
const smallestCap = 25
/** Of one patient; a life of yearly exams is far below. */
const priorLimit = 500
/** Of one study. */
const instanceLimit = 50_000

export function createDicomWebClient(options: DicomWebOptions): PacsClient {
  const http = createHttp({ ...options, timeouts: { ...defaultTimeouts, ...options.timeouts } })

  const findStudiesAt = (path: string, limit: number, signal: AbortSignal) =>
    pages(http, path, limit, signal, (row) => remoteStudy(row), (study) => study.studyInstanceUID)
  const findInstancesAt = (path: string, signal: AbortSignal) =>
    pages(http, path, instanceLimit, signal, (row) => remoteInstance(row), (instance) => instance.sopInstanceUID)

  return {
    async echo(signal) {
      await pages(http, studiesPath({}, ''), 1, signal, (row) => row, () => '')
    },

    async findStudies(query, limit, signal) {
      const name = nameSearch(query.patientName)
      let found: { rows: RemoteStudy[]; truncated: boolean } = { rows: [], truncated: false }
      for (const pattern of name.patterns.length === 0 ? [''] : name.patterns) {
        found = await findStudiesAt(studiesPath(query, pattern), limit, signal)
        found.rows = found.rows.filter((study) => name.matches(study.patientName) && !isMailboxPatient(study.patientID))
        if (found.rows.length > 0) break
      }
      return { studies: found.rows, truncated: found.truncated }
    },

    async findInstances(studyInstanceUID, signal): Promise<RemoteInstance[]> {
      return (await findInstancesAt(instancesPath(studyInstanceUID, null), signal)).rows
    },

    async findKeyObjectTitles(studyInstanceUID, signal) {
      const { rows } = await pages(http, keyObjectTitlesPath(studyInstanceUID), instanceLimit, signal, (row) => keyObjectTitle(row), (title) => title.sopInstanceUID)
      return new Map(rows.map(({ sopInstanceUID, value, scheme }) => [sopInstanceUID, { value, scheme }]))
    },

    async findPriors(study, signal) {
      if (study.patientID === '' || study.studyDate === null) return []
      const { rows } = await findStudiesAt(studiesPath({ patientID: study.patientID, studyDateTo: study.studyDate }, ''), priorLimit, signal)
      return rows.filter((candidate) => isPriorOf(study, candidate)).toSorted(newestFirst)
    },

    retrieveInstance: (at, signal) => retrieve(http, at, signal),
    fetchBack: (at, signal) => retrieve(http, at, signal),

    async locate(at, signal) {
      const { rows } = await findInstancesAt(instancesPath(at.studyInstanceUID, at.sopInstanceUID), signal)
      const found = rows.find((instance) => instance.sopInstanceUID === at.sopInstanceUID)
      return found === undefined ? null : { studyInstanceUID: at.studyInstanceUID, seriesInstanceUID: found.seriesInstanceUID, sopInstanceUID: at.sopInstanceUID }
    },

    async store(at, part10, signal) {
      const { contentType, pieces } = stowBody(part10, `binocle-${randomUUID()}`)
      const answer = await http.send({ method: 'POST', path: `/studies/${at.studyInstanceUID}`, headers: { accept: json, 'content-type': contentType }, body: pieces }, signal)
      refuseUnauthorized(answer)
      requireStored(answer.status, await readText(answer), at.sopInstanceUID)
      return 'stored'
    },

    clockAhead: () => http.clockAhead(),
    close: () => http.close(),
  }
}

/** All rows of a query, page by page, up to `limit`. A PACS may cap its pages below what was asked, or ignore `limit`
 *  and `offset`: what counts is whether a page brings anything new. Only a page too short for any cap is the last. */
async function pages<T>(
  http: Http, path: string, limit: number, signal: AbortSignal, parse: (row: JsonDataset) => T | null, keyOf: (row: T) => string,
): Promise<{ rows: T[]; truncated: boolean }> {
  const rows = new Map<string, T>()
  for (let offset = 0; ;) {
    // One row more than wanted tells whether there are more.
    const wanted = Math.min(pageSize, limit + 1 - rows.size)
    const page = await onePage(http, `${path}&limit=${wanted}&offset=${offset}`, signal)
    const before = rows.size
    for (const row of page) {
      const parsed = parse(row)
      if (parsed !== null) rows.set(keyOf(parsed), parsed)
    }
    offset += page.length
    if (rows.size > limit) return { rows: [...rows.values()].slice(0, limit), truncated: true }
    if (page.length < Math.min(wanted, smallestCap) || rows.size === before) return { rows: [...rows.values()], truncated: false }
  }
}

async function onePage(http: Http, path: string, signal: AbortSignal): Promise<JsonDataset[]> {
  const answer = await http.send({ method: 'GET', path, headers: { accept: json } }, signal).catch((error: unknown) => {
    throw cutIsUnreachable(error)
  })
  if (answer.status === 204) {
    answer.discard()
    return []
  }
  requireOk(answer)
  return parseDatasets(await readText(answer).catch((error: unknown) => {
    throw cutIsUnreachable(error)
  }))
}

/** A question that was cut has no half-answer to keep: to the reader the PACS did not answer. */
function cutIsUnreachable(error: unknown): unknown {
  return error instanceof ExpectedError && error.code === 'pacs/interrupted' ? new ExpectedError('pacs/unreachable', { cause: error }) : error
}

async function* retrieve(http: Http, at: InstanceAddress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const answer = await http.send({
    method: 'GET',
    path: `/studies/${at.studyInstanceUID}/series/${at.seriesInstanceUID}/instances/${at.sopInstanceUID}`,
    headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
  }, signal)
  requireOk(answer)
  const { type, parameters } = parseMediaType(answer.contentType)
  // Some servers answer the single part bare.
  if (type === 'application/dicom') {
    yield* answer.body
    return
  }
  const boundary = parameters.get('boundary') ?? ''
  if (type !== 'multipart/related' || boundary === '' || boundary.length > 200) {
    answer.discard()
    throw new ExpectedError('pacs/malformed', { subject: at.sopInstanceUID, cause: new Error('neither multipart/related nor application/dicom') })
  }
  yield* onlyPart(answer.body, boundary, at.sopInstanceUID)
}

async function* onlyPart(body: AsyncIterable<Uint8Array>, boundary: string, subject: string): AsyncGenerator<Uint8Array> {
  const parser = createMultipartParser(boundary)
  const malformed = (reason: string) => new ExpectedError('pacs/malformed', { subject, cause: new Error(reason) })
  let parts = 0
  let announced: number | null = null
  let received = 0
  for await (const chunk of body) {
    for (const event of parser.push(chunk)) {
      if (event.kind === 'data') {
        received += event.bytes.length
        yield event.bytes
      } else if (event.kind === 'part') {
        parts += 1
        if (parts > 1) throw malformed('more than one part for one instance')
        if (parseMediaType(event.headers.get('content-type') ?? '').type !== 'application/dicom') throw malformed('the part is not application/dicom')
        const length = Number(event.headers.get('content-length') ?? Number.NaN)
        announced = Number.isSafeInteger(length) ? length : null
      } else if (announced !== null && announced !== received) throw malformed('the part is not as long as announced')
    }
  }
  parser.end()
  if (parts === 0) throw malformed('no part')
}

function refuseUnauthorized(answer: HttpAnswer): void {
  if (answer.status !== 401 && answer.status !== 403) return
  answer.discard()
  throw new ExpectedError('pacs/refused')
}

function requireOk(answer: HttpAnswer): void {
  refuseUnauthorized(answer)
  if (answer.status === 200) return
  answer.discard()
  throw new ExpectedError('pacs/answer', { params: { status: answer.status } })
}

async function readText(answer: HttpAnswer): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body) {
    length += chunk.length
    if (length > listLimit) throw new ExpectedError('pacs/malformed', { cause: new Error('answer too long') })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
