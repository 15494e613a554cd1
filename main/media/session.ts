/** What is known of one medium while it is looked at and taken: its files, what each turned out to be, and what is wanted of
 *  each next. No byte is kept; a file is some numbers and a few names. */
import type { ExpectedError, MediaStep } from '../contract/index.ts'
import type { SeriesAttributes, StudyAttributes } from '../dicom/index.ts'
import type { ArchiveEntry, ListPlace } from './zip/archive-list.ts'

export const maximumFiles = 200_000

/** `unknown`: to be looked at; `object`: of a study; `other`: no DICOM; `container`: an archive or a directory. */
export type Standing = 'unknown' | 'object' | 'other' | 'refused' | 'container'

export interface MediaFile {
  readonly place: number
  readonly path: string
  readonly size: number
  /** The archive that holds it. */
  readonly within: { readonly archive: number; readonly entry: ArchiveEntry } | null
  standing: Standing
  /** What is to be sent next; null: nothing before the choice. */
  want: MediaStep | null
  asked: boolean
  list: ListPlace | null
  object: { studyInstanceUID: string; seriesInstanceUID: string; sopInstanceUID: string } | null
  /** Named by a directory. */
  listed: boolean
  problem: ExpectedError | null
}

export interface MediumStudy { study: StudyAttributes; readonly series: Map<string, SeriesAttributes> }

export interface Medium {
  readonly files: MediaFile[]
  readonly byPath: Map<string, number>
  readonly studies: Map<string, MediumStudy>
  /** Files that directories name and that are not there. */
  readonly missing: { name: string; studyInstanceUID: string }[]
  directories: number
  chosen: ReadonlySet<string> | null
}

export const openMedium = (): Medium => ({ files: [], byPath: new Map(), studies: new Map(), missing: [], directories: 0, chosen: null })

export function addFile(medium: Medium, path: string, size: number, within: MediaFile['within']): MediaFile {
  const file: MediaFile = { place: medium.files.length, path, size, within, standing: 'unknown', want: firstStep(path, within !== null), asked: false, list: null, object: null, listed: false, problem: null }
  medium.files.push(file)
  const key = pathKey(path)
  if (!medium.byPath.has(key)) medium.byPath.set(key, file.place)
  return file
}

function firstStep(path: string, isPacked: boolean): MediaStep {
  const name = baseName(path)
  if (pathKey(name) === 'DICOMDIR') return 'directory'
  return !isPacked && /\.zip$/i.test(name) ? 'tail' : 'head'
}

/** As media write names and systems show them: any case, with or without the version of ISO 9660 (`;1`) and an empty extension. */
export const pathKey = (path: string): string => path.split(/[/\\]/).filter((part) => part !== '' && part !== '.').map((part) => part.toUpperCase().replace(/;\d+$/, '').replace(/\.$/, '')).join('/')
export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path
export const folderOf = (path: string): string => path.split(/[/\\]/).slice(0, -1).join('/')

export function learn(medium: Medium, file: MediaFile, object: NonNullable<MediaFile['object']>, study: StudyAttributes, series: SeriesAttributes): void {
  file.object = object
  file.standing = 'object'
  const known = medium.studies.get(object.studyInstanceUID) ?? { study, series: new Map<string, SeriesAttributes>() }
  if (!known.series.has(object.seriesInstanceUID)) known.series.set(object.seriesInstanceUID, series)
  medium.studies.set(object.studyInstanceUID, known)
}
