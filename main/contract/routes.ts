/** Byte routes beside the operations: bytes go straight to the socket with `Content-Length`, never through JSON. */
import type { ImportId, LetterId, ReadingId, ReportId, SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from './ids.ts'
import type { MediaStep } from './media.ts'

/** Operations: `POST /api/{name}` with a JSON body. Events: `GET /events`. */
export const operationPath = (name: string): string => `/api/${name}`
export const eventsPath = '/events'

/** DICOMweb façade (PS3.18 10.4): one frame, in the transfer syntax of the stored object, as one
 *  `application/octet-stream; transfer-syntax=UID` body. `frame` counts from 1. */
export const framePath = (at: { studyInstanceUID: StudyInstanceUID; seriesInstanceUID: SeriesInstanceUID; sopInstanceUID: SOPInstanceUID; frame: number }): string =>
  `/dicomweb/studies/${at.studyInstanceUID}/series/${at.seriesInstanceUID}/instances/${at.sopInstanceUID}/frames/${at.frame}`

/** `PUT` of one file of an import; answers one `ImportOutcome` as JSON. */
export const importPath = (importId: ImportId, name: string): string => `/import/${importId}/${encodeURIComponent(name)}`

/** `PUT` of one piece of a file, as `import.next` asked for it; answers `{}`, whatever the file held. */
export const mediaPath = (importId: ImportId, file: number, step: MediaStep): string => `/import/${importId}/files/${file}/${step}`

export const reportPdfPath = (reportId: ReportId): string => `/reports/${reportId}/pdf`

/** A letter of the structure that was issued, for coordinators. */
/** The printed sheet of a reading that the account signed. */
export const sheetPdfPath = (readingId: ReadingId): string => `/readings/${readingId}/sheet`

export const letterPdfPath = (letterId: LetterId): string => `/letters/${letterId}/pdf`

/** The printed sheet of the deferred workup that a second reading asked for, for coordinators. */
export const bddPdfPath = (studyInstanceUID: StudyInstanceUID): string => `/exams/${studyInstanceUID}/workup-sheet`
