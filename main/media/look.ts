/** One piece of a file, read for what it says: an archive's end and list, a directory, the beginning of an object. What cannot
 *  be read is remembered with its reason; only what stops everything is thrown. */
import { ExpectedError, type MediaStep } from '../contract/index.ts'
import { createPart10Reader, readMediaDirectory, type DirectoryFile } from '../dicom/index.ts'
import { addFile, folderOf, learn, maximumFiles, pathKey, type MediaFile, type Medium } from './session.ts'
import { findList, maximumEntries, readList } from './zip/archive-list.ts'
import { refusal } from './zip/read-entry.ts'

const maximumGathered = 65 * 2 ** 20

export async function look(medium: Medium, file: MediaFile, step: Exclude<MediaStep, 'take'>, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  file.want = null
  try {
    if (step === 'tail') lookAtTail(file, await gather(bytes))
    else if (step === 'entries') lookAtEntries(medium, file, await gather(bytes))
    else if (step === 'directory') await lookAtDirectory(medium, file, bytes)
    else await lookAtObject(medium, file, step, bytes)
  } catch (error) {
    if (!(error instanceof ExpectedError) || !/^(dicom|media)\//.test(error.code)) throw error
    settle(file, error)
  }
}

function settle(file: MediaFile, error: ExpectedError): void {
  file.standing = error.code === 'dicom/not-dicom' ? 'other' : 'refused'
  file.problem = error
}

function lookAtTail(file: MediaFile, tail: Buffer): void {
  file.standing = 'container'
  file.list = findList(tail, file.size)
  file.want = file.list.entries === 0 ? null : 'entries'
}

function lookAtEntries(medium: Medium, file: MediaFile, bytes: Buffer): void {
  if (file.list === null) throw new ExpectedError('media/archive-damaged')
  const entries = readList(bytes, file.list)
  if (medium.files.length + entries.length > maximumFiles) throw new ExpectedError('media/archive-too-large', { params: { limit: maximumEntries } })
  for (const entry of entries) {
    if (/[/\\]$/.test(entry.name)) continue
    const added = addFile(medium, `${file.path}/${entry.name}`, entry.size, { archive: file.place, entry })
    const refused = refusal(entry)
    if (refused === null) continue
    added.want = null
    settle(added, refused)
  }
}

async function lookAtDirectory(medium: Medium, file: MediaFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  let listed: DirectoryFile[]
  try {
    listed = await readMediaDirectory(bytes)
  } catch (error) {
    throw error instanceof ExpectedError && error.code.startsWith('dicom/') ? new ExpectedError('media/directory', { cause: error }) : error
  }
  file.standing = 'container'
  medium.directories += 1
  const folder = folderOf(file.path)
  const met = new Set<string>()
  for (const { fileID, study, series, ...object } of listed) {
    const path = [...folder === '' ? [] : [folder], ...fileID].join('/')
    const found = medium.files[medium.byPath.get(pathKey(path)) ?? -1]
    if (found === undefined) medium.missing.push({ name: fileID.join('/'), studyInstanceUID: object.studyInstanceUID })
    if (found === undefined) ensureStudy(medium, object, study, series)
    else if (found.standing === 'unknown') {
      found.listed = true
      learn(medium, found, object, study, series)
      // A directory need not give birth date and sex: one object of each study says them.
      if (met.has(object.studyInstanceUID)) found.want = null
      met.add(object.studyInstanceUID)
    }
  }
}

/** A study whose every file is missing is still named. */
function ensureStudy(medium: Medium, { studyInstanceUID, seriesInstanceUID }: { studyInstanceUID: string; seriesInstanceUID: string }, study: DirectoryFile['study'], series: DirectoryFile['series']): void {
  const known = medium.studies.get(studyInstanceUID) ?? { study, series: new Map() }
  if (!known.series.has(seriesInstanceUID)) known.series.set(seriesInstanceUID, series)
  medium.studies.set(studyInstanceUID, known)
}

async function lookAtObject(medium: Medium, file: MediaFile, step: 'head' | 'whole', bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const reader = createPart10Reader({ until: 'pixels' })
  let isFirst = true
  for await (const chunk of bytes) {
    if (isFirst && chunk.length >= 4 && chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 3 && chunk[3] === 4) return packedInside(file)
    isFirst = false
    reader.push(chunk)
    if (reader.complete) break
  }
  // An object without pixels ends with its file.
  if (!reader.complete && step === 'head' && file.size > headLength) {
    file.want = 'whole'
    return
  }
  const { identity, study, series } = reader.end()
  const known = medium.studies.get(identity.studyInstanceUID)
  if (known !== undefined && file.listed) known.study = study
  learn(medium, file, identity, study, series)
}

/** An archive under another name. */
function packedInside(file: MediaFile): void {
  if (file.within !== null) throw new ExpectedError('media/archive-nested')
  file.want = 'tail'
}

/** Enough for the header of nearly every object. */
export const headLength = 256 * 1024

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    if (length > maximumGathered) throw new ExpectedError('media/archive-too-large', { params: { limit: maximumEntries } })
    parts.push(chunk)
  }
  return Buffer.concat(parts, length)
}
