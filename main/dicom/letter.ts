/** A letter between consoles as a Raw Data object (PS3.3 A.37): a sealed body in a private block, in a study that is the
 *  mailbox of its recipient for one UTC day. Recipient, sender, exam and time are in the clear; no person is named. */
import { ExpectedError } from '../contract/index.ts'
import { createByteQueue, hasMore } from './byte-queue.ts'
import { createDataset, has, missing, text, type Dataset } from './dataset.ts'
import { readElementHeader, readValue } from './element-parser.ts'
import { encodePart10 } from './encode.ts'
import { checkEncoding, readFileStart } from './file-start.ts'
import { emptyBudget } from './kept-elements.ts'
import { derivedUid } from './new-uid.ts'
import { tagOf, type Keyword } from './attributes.ts'

export const rawDataClass = '1.2.840.10008.5.1.4.1.1.66'
/** Detached Study Management: how a study is referenced as such (PS3.3 C.7.2.1). */
const detachedStudy = '1.2.840.10008.3.1.2.3.1'
const creator = 'BINOCLE LETTER 1'
/** Says which program can read the private block (PS3.3 C.19.1). */
const creatorVersion = derivedUid('Binocle letter 1')
const patientPrefix = 'BINOCLE-'

export interface LetterObject {
  readonly sopInstanceUID: string
  /** Account id, or the id of a centre. */
  readonly recipient: string
  readonly sender: string
  /** The exam that it speaks of. */
  readonly studyInstanceUID: string
  /** ISO 8601 UTC with milliseconds. */
  readonly sentAt: string
  readonly body: Uint8Array
}

/** The study that holds what was written to a recipient on one UTC day (`2026-03-02`). */
export const mailboxOf = (recipient: string, day: string): string => derivedUid(`Binocle mailbox ${recipient} ${day}`)

/** True for the pseudo-patient of mailboxes: no woman, and nothing for a list of exams. */
export const isMailboxPatient = (patientID: string): boolean => patientID.startsWith(patientPrefix)

export function buildLetter(letter: LetterObject): Uint8Array<ArrayBuffer> {
  const day = letter.sentAt.slice(0, 10)
  const date = day.replaceAll('-', '')
  const time = letter.sentAt.slice(11, 23).replaceAll(':', '')
  const studyInstanceUID = mailboxOf(letter.recipient, day)
  return encodePart10({
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: rawDataClass,
    SOPInstanceUID: letter.sopInstanceUID,
    TimezoneOffsetFromUTC: '+0000',
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    // The pseudo-patient of the mailbox
    PatientName: 'BINOCLE^MESSAGERIE',
    PatientID: `${patientPrefix}${letter.recipient}`,
    PatientBirthDate: '',
    PatientSex: '',
    // General Study
    StudyInstanceUID: studyInstanceUID,
    StudyDate: date,
    StudyTime: '000000',
    StudyID: date,
    AccessionNumber: '',
    ReferringPhysicianName: '',
    StudyDescription: 'Binocle : courrier entre postes',
    ReferencedStudySequence: [{ ReferencedSOPClassUID: detachedStudy, ReferencedSOPInstanceUID: letter.studyInstanceUID }],
    // General Series, Equipment
    Modality: 'OT',
    SeriesInstanceUID: derivedUid(`Binocle letters ${studyInstanceUID} ${letter.sender}`),
    SeriesNumber: 1,
    Laterality: '',
    Manufacturer: 'Binocle',
    // Frame of Reference (mandatory in this IOD, of no meaning here)
    FrameOfReferenceUID: derivedUid(`Binocle letters frame ${studyInstanceUID}`),
    PositionReferenceIndicator: '',
    // Acquisition Context, Raw Data
    AcquisitionContextSequence: [],
    InstanceNumber: 1,
    ContentDate: date,
    ContentTime: time,
    CreatorVersionUID: creatorVersion,
    // Ours
    LetterCreator: creator,
    LetterRecipient: letter.recipient,
    LetterSender: letter.sender,
    LetterExam: letter.studyInstanceUID,
    LetterSentAt: `${date}${time}+0000`,
    LetterBody: letter.body,
  })
}

/** `exchange/foreign-object` for any other object; `dicom/*` for one that is cut short or malformed. */
export function readLetter(part10: Uint8Array): LetterObject {
  const dataset = readAll(part10)
  if (text(dataset, 'SOPClassUID') !== rawDataClass || text(dataset, 'LetterCreator') !== creator) throw new ExpectedError('exchange/foreign-object')
  const required = (keyword: Keyword) => {
    const value = text(dataset, keyword)
    if (value === '') throw missing(keyword)
    return value
  }
  if (!has(dataset, 'LetterBody')) throw missing('LetterBody')
  return {
    sopInstanceUID: required('SOPInstanceUID'), recipient: required('LetterRecipient'), sender: required('LetterSender'),
    studyInstanceUID: required('LetterExam'), sentAt: instant(required('LetterSentAt')), body: dataset.elements.get(tagOf('LetterBody'))?.bytes ?? new Uint8Array(),
  }
}

/** DT of our own writing (`20260302090000.000+0000`). */
function instant(value: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d\.\d{3})\+0000$/.exec(value)
  const [, year, month, day, hour, minute, second] = parts ?? []
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
  if (parts === null || Number.isNaN(Date.parse(iso))) throw missing('LetterSentAt')
  return iso
}

function readAll(part10: Uint8Array): Dataset {
  const queue = createByteQueue()
  queue.push(part10)
  queue.end()
  const steps = readDataset(queue)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

function* readDataset(queue: ReturnType<typeof createByteQueue>): Generator<undefined, Dataset> {
  const budget = emptyBudget()
  const { syntax } = yield* readFileStart(queue, budget)
  // A deflated or encapsulated letter is none of ours.
  if (syntax.deflated) throw new ExpectedError('exchange/foreign-object')
  yield* checkEncoding(queue, syntax)
  const dataset = createDataset(syntax.littleEndian, null)
  while (yield* hasMore(queue)) yield* readValue(queue, syntax, yield* readElementHeader(queue, syntax), dataset, budget, 0)
  return dataset
}
