/** The directory of a medium (DICOMDIR; PS3.3 F, PS3.10 8): which files hold which objects of which series, study and
 *  patient. Records are followed by their offsets, as the standard has them; where those lead nowhere, by their order.
 *  Bounded like any header; what is no directory, or too large, is an `ExpectedError` of `dicom/*`. */
import { ExpectedError } from '../contract/index.ts'
import { createByteQueue, hasMore, type ByteQueue, type Steps } from './byte-queue.ts'
import { createDataset, items, number, text, texts, type Dataset } from './dataset.ts'
import { isoDay, personName, seriesAttributes, studyAttributes } from './describe-study.ts'
import { readElementHeader, readValue } from './element-parser.ts'
import { readFileStart } from './file-start.ts'
import type { SeriesAttributes, StudyAttributes } from './inspection.ts'
import { emptyBudget } from './kept-elements.ts'

export const mediaDirectoryClass = '1.2.840.10008.1.3.10'

export interface DirectoryFile {
  /** Components of the File ID, from the folder of the directory. */
  readonly fileID: readonly string[]
  readonly studyInstanceUID: string
  readonly seriesInstanceUID: string
  /** Empty where the directory does not say. */
  readonly sopInstanceUID: string
  readonly study: StudyAttributes
  readonly series: SeriesAttributes
}

export async function readMediaDirectory(source: AsyncIterable<Uint8Array>): Promise<DirectoryFile[]> {
  const queue = createByteQueue()
  const dataset = createDataset(true, null)
  const steps = readDirectory(queue, dataset)
  for await (const chunk of source) {
    queue.push(chunk)
    if (steps.next().done === true) break
  }
  queue.end()
  if (steps.next().done !== true) throw new ExpectedError('dicom/not-dicom')
  return filesOf(dataset)
}

function* readDirectory(queue: ByteQueue, dataset: Dataset): Steps<void> {
  const budget = emptyBudget()
  const { meta, syntax } = yield* readFileStart(queue, budget)
  if (text(meta, 'MediaStorageSOPClassUID') !== mediaDirectoryClass) throw new ExpectedError('dicom/not-dicom')
  while (yield* hasMore(queue)) yield* readValue(queue, syntax, yield* readElementHeader(queue, syntax), dataset, budget, 0)
}

/** Where a record stands: the nearest patient, study and series above it. */
interface Above { readonly patient: Dataset | null; readonly study: Dataset | null; readonly series: Dataset | null }

function filesOf(directory: Dataset): DirectoryFile[] {
  const records = items(directory, 'DirectoryRecordSequence')
  const files: DirectoryFile[] = []
  const followed = followOffsets(directory, records, files)
  // Offsets that miss a record are not to be believed for the others either.
  if (followed === records.length) return files
  return inOrder(records)
}

/** How many records were reached; a pointer that leads nowhere or back ends its chain. */
function followOffsets(directory: Dataset, records: readonly Dataset[], files: DirectoryFile[]): number {
  const at = new Map(records.map((record) => [record.offset, record]))
  const seen = new Set<Dataset>()
  const waiting: { first: number; above: Above }[] = [{ first: number(directory, 'OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity') ?? 0, above: { patient: null, study: null, series: null } }]
  for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
    for (let record = at.get(chain.first); record !== undefined && !seen.has(record); record = at.get(number(record, 'OffsetOfTheNextDirectoryRecord') ?? 0)) {
      seen.add(record)
      const here = under(chain.above, record)
      take(files, record, here)
      const lower = number(record, 'OffsetOfReferencedLowerLevelDirectoryEntity') ?? 0
      if (lower !== 0) waiting.push({ first: lower, above: here })
    }
  }
  return seen.size
}

function inOrder(records: readonly Dataset[]): DirectoryFile[] {
  const files: DirectoryFile[] = []
  let above: Above = { patient: null, study: null, series: null }
  for (const record of records) {
    above = under(above, record)
    take(files, record, above)
  }
  return files
}

function under(above: Above, record: Dataset): Above {
  switch (text(record, 'DirectoryRecordType')) {
    case 'PATIENT': return { patient: record, study: null, series: null }
    case 'STUDY': return { ...above, study: record, series: null }
    case 'SERIES': return { ...above, series: record }
    default: return above
  }
}

function take(files: DirectoryFile[], record: Dataset, { patient, study, series }: Above): void {
  const fileID = texts(record, 'ReferencedFileID').filter((part) => part !== '')
  // FFFF: in use; 0: struck out, which is retired and still met.
  if (fileID.length === 0 || study === null || series === null || number(record, 'RecordInUseFlag') === 0) return
  const [studyInstanceUID, seriesInstanceUID, sopInstanceUID] = [uidIn(study, 'StudyInstanceUID'), uidIn(series, 'SeriesInstanceUID'), uidIn(record, 'ReferencedSOPInstanceUIDInFile')]
  if (studyInstanceUID === '' || seriesInstanceUID === '') return
  files.push({ fileID, studyInstanceUID, seriesInstanceUID, sopInstanceUID, study: { ...studyAttributes(study), ...patientOf(patient) }, series: seriesAttributes(series) })
}

const patientOf = (patient: Dataset | null): Pick<StudyAttributes, 'patientName' | 'patientID' | 'issuerOfPatientID' | 'patientBirthDate' | 'patientSex'> => ({
  patientName: patient === null ? '' : personName(text(patient, 'PatientName')), patientID: patient === null ? '' : text(patient, 'PatientID'),
  issuerOfPatientID: patient === null ? '' : text(patient, 'IssuerOfPatientID'), patientBirthDate: patient === null ? null : isoDay(text(patient, 'PatientBirthDate')), patientSex: patient === null ? '' : text(patient, 'PatientSex'),
})

function uidIn(record: Dataset, keyword: 'StudyInstanceUID' | 'SeriesInstanceUID' | 'ReferencedSOPInstanceUIDInFile'): string {
  const value = text(record, keyword)
  return /^[0-9]+(\.[0-9]+)*$/.test(value) && value.length <= 64 ? value : ''
}
