/** The DICOMweb side of the PACS port (PS3.18): QIDO-RS, WADO-RS, STOW-RS. Memory stays bounded whatever the size of an
 *  object; answers that list things have a limit. */
import { randomUUID } from 'node:crypto'
import { ExpectedError } from '../contract/index.ts'
import { isMailboxPatient } from '../dicom/index.ts'
import { createAsk, readWhole, refuseUnauthorized, requireOk, type Ask } from './ask.ts'
import { parseDatasets, type JsonDataset } from './dicom-json.ts'
import { createHttp, defaultTimeouts, type Access, type Timeouts } from './http.ts'
import { nameSearch } from './patient-name-search.ts'
import type { InstanceAddress, PacsClient, RemoteInstance, RemoteStudy } from './port.ts'
import { instancesPath, isPriorOf, keyObjectTitle, keyObjectTitlesPath, newestFirst, remoteInstance, remoteStudy, studiesPath, studyCount, studyCountPath } from './qido.ts'
import { emptyList } from './quirks.ts'
import { requireStored, stowBody } from './stow.ts'
import { createWado, type Wado } from './wado.ts'

export interface DicomWebOptions extends Access { readonly timeouts?: Partial<Timeouts> }

export interface DicomWebClient extends PacsClient, Wado {}

const pageSize = 500
/** No PACS caps its pages below this. */
const smallestCap = 25
/** Pages that bring nothing to read are gone through up to here. */
const farthest = 200_000
/** Of one patient; a life of yearly exams is far below. */
const priorLimit = 500
/** Of one study. */
const instanceLimit = 50_000

export function createDicomWebClient(options: DicomWebOptions): DicomWebClient {
  const http = createHttp({ ...options, timeouts: { ...defaultTimeouts, ...options.timeouts } })
  const ask = createAsk(http)
  const wado = createWado(ask)

  const findStudiesAt = (path: string, limit: number, signal: AbortSignal) =>
    pages(ask, path, limit, signal, (row) => remoteStudy(row), (study) => study.studyInstanceUID)
  const findInstancesAt = (path: string, signal: AbortSignal) =>
    pages(ask, path, instanceLimit, signal, (row) => remoteInstance(row), (instance) => instance.sopInstanceUID)

  return {
    async echo(signal) {
      await pages(ask, studiesPath({}, ''), 1, signal, (row) => row, () => '')
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

    async countInstances(studyInstanceUID, signal) {
      const rows = await onePage(ask, `${studyCountPath(studyInstanceUID)}&limit=1&offset=0`, signal)
      return rows.map((row) => studyCount(row, studyInstanceUID)).find((count) => count !== null) ?? null
    },

    async findKeyObjectTitles(studyInstanceUID, signal) {
      const { rows } = await pages(ask, keyObjectTitlesPath(studyInstanceUID), instanceLimit, signal, (row) => keyObjectTitle(row), (title) => title.sopInstanceUID)
      return new Map(rows.map(({ sopInstanceUID, value, scheme }) => [sopInstanceUID, { value, scheme }]))
    },

    async findPriors(study, signal) {
      if (study.patientID === '' || study.studyDate === null) return []
      const { rows } = await findStudiesAt(studiesPath({ patientID: study.patientID, studyDateTo: study.studyDate }, ''), priorLimit, signal)
      return rows.filter((candidate) => isPriorOf(study, candidate)).toSorted(newestFirst)
    },

    ...wado,
    retrieveInstance: (at, signal) => onlyObject(wado, at, signal),
    fetchBack: (at, signal) => onlyObject(wado, at, signal),

    async locate(at, signal) {
      const { rows } = await findInstancesAt(instancesPath(at.studyInstanceUID, at.sopInstanceUID), signal)
      const found = rows.find((instance) => instance.sopInstanceUID === at.sopInstanceUID)
      return found === undefined ? null : { studyInstanceUID: at.studyInstanceUID, seriesInstanceUID: found.seriesInstanceUID, sopInstanceUID: at.sopInstanceUID }
    },

    async store(at, part10, signal) {
      const { contentType, pieces } = stowBody(part10, `binocle-${randomUUID()}`)
      const answer = await http.send({ method: 'POST', path: `/studies/${at.studyInstanceUID}`, headers: { accept: 'application/dicom+json', 'content-type': contentType }, body: pieces }, signal)
      refuseUnauthorized(answer)
      requireStored(answer.status, (await readWhole(answer.body)).toString('utf8'), at.sopInstanceUID)
      return 'stored'
    },

    clockAhead: () => http.clockAhead(),
    close: () => http.close(),
  }
}

/** All rows of a query, page by page, up to `limit`. A PACS may cap its pages below what was asked, ignore `limit` and
 *  `offset`, or repeat rows where studies arrive meanwhile: what counts is whether a page brings anything new. Only a page
 *  too short for any cap is the last. */
async function pages<T>(
  ask: Ask, path: string, limit: number, signal: AbortSignal, parse: (row: JsonDataset) => T | null, keyOf: (row: T) => string,
): Promise<{ rows: T[]; truncated: boolean }> {
  const rows = new Map<string, T>()
  const begun = new Set<string>()
  for (let offset = 0; ;) {
    // One row more than wanted tells whether there are more.
    const wanted = Math.min(pageSize, limit + 1 - rows.size)
    const page = await onePage(ask, `${path}&limit=${wanted}&offset=${offset}`, signal)
    const before = rows.size
    for (const row of page) {
      const parsed = parse(row)
      if (parsed !== null) rows.set(keyOf(parsed), parsed)
    }
    offset += page.length
    if (rows.size > limit) return { rows: [...rows.values()].slice(0, limit), truncated: true }
    const first = JSON.stringify(page[0])
    const repeats = rows.size === before && (begun.has(first) || offset > farthest)
    begun.add(first)
    if (page.length < Math.min(wanted, smallestCap) || repeats) return { rows: [...rows.values()], truncated: false }
  }
}

async function onePage(ask: Ask, path: string, signal: AbortSignal): Promise<JsonDataset[]> {
  try {
    const answer = await ask('list', path, signal)
    if (emptyList[path.startsWith('/studies?') ? 'studies' : 'instances'].includes(answer.status)) {
      answer.discard()
      return []
    }
    requireOk(answer)
    return parseDatasets((await readWhole(answer.body)).toString('utf8'))
  } catch (error) {
    throw cutIsUnreachable(error)
  }
}

/** A question that was cut has no half-answer to keep: to the reader the PACS did not answer. */
function cutIsUnreachable(error: unknown): unknown {
  return error instanceof ExpectedError && error.code === 'pacs/interrupted' ? new ExpectedError('pacs/unreachable', { cause: error }) : error
}

/** Of one instance there is one part, whatever the server makes of it. */
async function* onlyObject(wado: Wado, at: InstanceAddress, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let parts = 0
  for await (const { bytes } of wado.retrieveObjects(at, '*', signal)) {
    parts += 1
    if (parts > 1) throw new ExpectedError('pacs/malformed', { subject: at.sopInstanceUID, cause: new Error('more than one part for one instance') })
    yield* bytes
  }
}
