/** What reading one DICOM object tells: who it is, whose it is, what it shows and where its frames lie in the file. */
import type { ImageDescriptor } from '../contract/index.ts'
import type { Ins } from '../domain/identity/index.ts'
import type { Evidence } from './evidence.ts'

export interface DicomIdentity {
  studyInstanceUID: string
  seriesInstanceUID: string
  sopInstanceUID: string
  sopClassUID: string
  transferSyntaxUID: string
}

/** Byte ranges in the Part 10 file. Native frames are contiguous and of one length (PS3.5 8.1); an encapsulated frame
 *  is one fragment or several, to be joined (PS3.5 A.4). */
export type FrameIndex =
  | { kind: 'none' }
  | { kind: 'native'; offset: number; frameLength: number; frames: number }
  | { kind: 'encapsulated'; frames: { fragments: { offset: number; length: number }[] }[] }

/** Patient and study modules. Dates are ISO days, null when absent or no date; the rest is text as in the object. */
export interface StudyAttributes {
  /** Alphabetic group of the name (`FAMILY^Given`), else the first group that is not empty. */
  patientName: string
  patientID: string
  issuerOfPatientID: string
  patientBirthDate: string | null
  patientSex: string
  studyDate: string | null
  studyTime: string
  accessionNumber: string
  studyID: string
  description: string
  institutionName: string
  referringPhysicianName: string
  /** National identity that the object carries; absent or null: none. */
  ins?: Ins | null
  /** PN as stated; absent or empty: not stated. */
  patientBirthName?: string
}

export interface SeriesAttributes {
  modality: string
  seriesNumber: number | null
  description: string
  laterality: string
  bodyPart: string
}

export interface Inspection {
  identity: DicomIdentity
  study: StudyAttributes
  series: SeriesAttributes
  /** Null for objects that are no image. */
  image: ImageDescriptor | null
  /** Null for objects that say nothing of images, or nothing that is understood here. */
  evidence: Evidence | null
  frames: FrameIndex
  /** Bytes of the whole file. */
  length: number
}
