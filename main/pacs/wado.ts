/** WADO-RS (PS3.18 10.4) beyond single objects: studies and series in one answer, frames and bulk data in a chosen transfer
 *  syntax, metadata, rendered pictures. Every address is built from the configured one: what an answer names is only ever
 *  asked for there. */
import { ExpectedError } from '../contract/index.ts'
import { readWhole, requireOk, type Ask } from './ask.ts'
import { parseDatasets, type JsonDataset } from './dicom-json.ts'
import { partsOf, type Part } from './parts.ts'
import type { InstanceAddress } from './port.ts'
import { frameMediaType } from './quirks.ts'

/** A study, a series of it, or one object. */
export type ObjectAddress = Pick<InstanceAddress, 'studyInstanceUID'> & Partial<InstanceAddress>

export interface Rendering {
  readonly type: 'image/jpeg' | 'image/png'
  readonly frame?: number
  /** Pixels of the picture's box. */
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly window?: { readonly center: number; readonly width: number }
}

export interface Wado {
  /** Part 10 objects, one after the other; `*`: as they are stored. */
  retrieveObjects(at: ObjectAddress, transferSyntaxUID: string, signal: AbortSignal): AsyncGenerator<Part>
  /** Frames count from 1. */
  retrieveFrames(at: InstanceAddress, frames: readonly number[], transferSyntaxUID: string, signal: AbortSignal): AsyncGenerator<Part>
  /** What metadata left out and name by this URI. */
  retrieveBulkData(studyInstanceUID: string, bulkDataURI: string, signal: AbortSignal): AsyncGenerator<Uint8Array>
  retrieveMetadata(at: ObjectAddress, signal: AbortSignal): Promise<JsonDataset[]>
  retrieveRendered(at: InstanceAddress, rendering: Rendering, signal: AbortSignal): Promise<Uint8Array>
}

export function createWado(ask: Ask): Wado {
  return {
    async *retrieveObjects(at, syntax, signal) {
      const answer = await ask('objects', pathOf(at), signal, { syntax })
      requireOk(answer, 'objects')
      yield* partsOf(answer, (type) => type === 'application/dicom', subjectOf(at))
    },
    async *retrieveFrames(at, frames, syntax, signal) {
      const type = frameMediaType(syntax)
      const answer = await ask('frames', `${pathOf(at)}/frames/${frames.join(',')}`, signal, { type, syntax })
      requireOk(answer, 'frames')
      let given = 0
      for await (const part of partsOf(answer, (one) => one === type, subjectOf(at))) {
        given += 1
        yield part
      }
      if (given !== frames.length) throw new ExpectedError('pacs/malformed', { subject: subjectOf(at), cause: new Error('another number of frames than asked for') })
    },
    async *retrieveBulkData(studyInstanceUID, bulkDataURI, signal) {
      const answer = await ask('bulk data', bulkPath(studyInstanceUID, bulkDataURI), signal)
      requireOk(answer, 'bulk data')
      for await (const part of partsOf(answer, (type) => type !== 'multipart/related' && type !== 'text/html', studyInstanceUID)) yield* part.bytes
    },
    async retrieveMetadata(at, signal) {
      const answer = await ask('list', `${pathOf(at)}/metadata`, signal)
      requireOk(answer)
      return parseDatasets((await readWhole(answer.body)).toString('utf8'))
    },
    async retrieveRendered(at, { type, frame, viewport, window }, signal) {
      const parameters = [
        ...(viewport === undefined ? [] : [`viewport=${viewport.width},${viewport.height}`]),
        ...(window === undefined ? [] : [`window=${window.center},${window.width},linear`]),
      ]
      const path = `${pathOf(at)}${frame === undefined ? '' : `/frames/${frame}`}/rendered${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`
      const answer = await ask('rendered', path, signal, { type })
      requireOk(answer, frame === undefined ? 'rendered' : 'frames')
      for await (const part of partsOf(answer, (one) => one === type, subjectOf(at))) return readWhole(part.bytes)
      throw new ExpectedError('pacs/malformed', { subject: subjectOf(at) })
    },
  }
}

export function pathOf({ studyInstanceUID, seriesInstanceUID, sopInstanceUID }: ObjectAddress): string {
  const series = seriesInstanceUID === undefined ? '' : `/series/${seriesInstanceUID}`
  return `/studies/${studyInstanceUID}${series}${sopInstanceUID === undefined ? '' : `/instances/${sopInstanceUID}`}`
}
const subjectOf = (at: ObjectAddress): string => at.sopInstanceUID ?? at.seriesInstanceUID ?? at.studyInstanceUID

/** Servers behind a proxy name hosts that nobody reaches from here, and a hostile one would name its own: only what follows
 *  the study is taken from the URI. */
function bulkPath(studyInstanceUID: string, bulkDataURI: string): string {
  const resource = `/studies/${studyInstanceUID}/`
  const path = URL.parse(bulkDataURI, 'http://relative.invalid/')
  const from = path?.pathname.indexOf(resource) ?? -1
  if (path === null || from < 0) throw new ExpectedError('pacs/malformed', { subject: studyInstanceUID, cause: new Error('bulk data of no object of this study') })
  return path.pathname.slice(from) + path.search
}
