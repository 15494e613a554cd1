/** A reading as it was signed, with what a report says of its study: what the reading room hands to the reporting
 *  room. Everything is a value; nothing here is looked up again, so that a report renders the same at any time. */
import type { Avis, ContexteL1, ImageDescriptor, OrderedUrgency, Reading } from '../../contract/index.ts'

export type ReportedImage = Pick<
  ImageDescriptor,
  | 'seriesInstanceUID' | 'sopInstanceUID' | 'sopClassUID' | 'modality' | 'imageLaterality' | 'viewCode' | 'viewPosition'
  | 'manufacturer' | 'manufacturerModelName' | 'presentationIntentType'
  // What a presentation state of its marks repeats.
  | 'rows' | 'columns' | 'numberOfFrames' | 'samplesPerPixel' | 'pixelRepresentation' | 'bitsStored' | 'rescaleSlope' | 'rescaleIntercept' | 'rescaleType' | 'modalityLut' | 'windows'
  | 'voiLutFunction' | 'voiLuts' | 'presentationLutShape' | 'photometricInterpretation' | 'displayShutter' | 'instanceNumber' | 'pixelSpacing' | 'pixelSpacingCalibrationType'
  | 'imagerPixelSpacing' | 'estimatedRadiographicMagnificationFactor' | 'organDoseMGy'
>

export interface ReportedStudy {
  readonly studyInstanceUID: string
  /** PN in its alphabetic form, `FAMILY^Given`. */
  readonly patientName: string
  readonly patientID: string
  readonly issuerOfPatientID: string
  /** ISO day. */
  readonly patientBirthDate: string | null
  readonly patientSex: string
  readonly studyDate: string | null
  /** TM as in the object. */
  readonly studyTime: string
  readonly accessionNumber: string
  readonly studyID: string
  readonly description: string
  readonly institutionName: string
  readonly referringPhysicianName: string
  readonly modalities: readonly string[]
  readonly images: readonly ReportedImage[]
  readonly demo: boolean
  /** Whose the data sets of a medium say they are, where somebody here gave them to the patient above; absent or null: nobody
   *  had to. */
  readonly reconciled?: ReconciledPatient | null
}

/** `at`: instant of the decision. Who decided is not told: a second reader has no name anywhere. */
export interface ReconciledPatient { readonly patientName: string; readonly patientID: string; readonly issuerOfPatientID: string; readonly patientBirthDate: string | null; readonly patientSex: string; readonly at: string }

/** Which signed version a correction follows, counted from 1; `left`: its report has left, this one is a corrigendum.
 *  `withdrawn`: it was taken back altogether, what follows is a report of its own. */
export interface Corrects { readonly reportId: string; readonly signedAt: string; readonly number: number; readonly left: boolean; readonly manner: 'ADDENDUM' | 'REPLACEMENT'; readonly withdrawn: boolean }

/** What was added to an ordinary report after its signature, oldest first. */
export interface Addendum { readonly at: string; readonly text: string }

export interface SignedReading {
  /** Null for a first signature. */
  readonly corrects: Corrects | null
  readonly readingId: string
  readonly reportId: string
  readonly kind: Reading['kind']
  readonly policy: Reading['policy']
  readonly reader: { readonly accountId: string; readonly displayName: string; readonly code: string }
  /** Instants, ISO 8601 in UTC. */
  readonly signedAt: string
  readonly frozenAt: string | null
  readonly avis: Avis
  readonly text: Reading['text']
  readonly addenda: readonly Addendum[]
  /** Empty unless the opinion was changed after the reveal, or a signed report after its signature. */
  readonly changeReason: string
  /** SHA-256 of the sealed opinion. */
  readonly opinionDigest: string
  /** Why it leaves in haste: its order, or its reader. Absent: it does not. */
  readonly hurry?: OrderedUrgency | 'READER'
  readonly study: ReportedStudy
}

/** What the printed sheet is made of: the own signed reading, and of the first reader's what the policy shows. */
export interface SignedSheet {
  readonly signed: SignedReading
  readonly contexte: ContexteL1 | null
  readonly premier: { readonly avis: Avis } | null
}
