/** What Binocle asks of a PACS, whichever protocol carries it: DICOMweb now, DIMSE behind the same port.
 *  Every call takes an AbortSignal, frees its socket when that fires, and throws `pacs/*` or `request/aborted`.
 *  `pacs/unreachable`, `pacs/refused` and `pacs/certificate` mean that nothing was received over there;
 *  after `pacs/timeout`, `pacs/interrupted` or `pacs/malformed` of a write the outcome is unknown. */
import type { StudyAttributes } from '../dicom/index.ts'

/** A study as the PACS tells it. */
export interface RemoteStudy extends StudyAttributes {
  studyInstanceUID: string
  /** Modalities of images and waveforms only: nothing here betrays that a report exists. */
  modalities: string[]
  /** Null: NumberOfStudyRelatedInstances counts reports too, and showing it only where there are none would
   *  betray those that exist. The count comes from the list of instances. */
  imageCount: number | null
}

export interface StudyQuery {
  patientID: string
  patientName: string
  accessionNumber: string
  /** ISO days, inclusive. */
  studyDateFrom: string | null
  studyDateTo: string | null
  modality: string
}

export interface InstanceAddress {
  studyInstanceUID: string
  seriesInstanceUID: string
  sopInstanceUID: string
}

export interface RemoteInstance {
  seriesInstanceUID: string
  sopInstanceUID: string
  /** Empty where the PACS does not tell it: DIMSE archives need not. */
  sopClassUID: string
  modality: string
}

/** Whose priors are asked for. */
export interface PriorsOf {
  studyInstanceUID: string
  patientID: string
  issuerOfPatientID: string
  patientBirthDate: string | null
  studyDate: string | null
  studyTime: string
}

export interface PacsClient {
  /** Resolves when the PACS answers to our name and password. */
  echo(signal: AbortSignal): Promise<void>
  findStudies(query: StudyQuery, limit: number, signal: AbortSignal): Promise<{ studies: RemoteStudy[]; truncated: boolean }>
  /** Everything in the study, evidence included: the caller decides what to fetch. */
  findInstances(studyInstanceUID: string, signal: AbortSignal): Promise<RemoteInstance[]>
  /** How many objects the study has, evidence included, as its own entry says (0020,1208); null where the PACS does not
   *  tell. For the comparison with what it lists alone: shown to a reader it would betray reports that exist. */
  countInstances(studyInstanceUID: string, signal: AbortSignal): Promise<number | null>
  /** Titles of the Key Object Selection documents of the study, by SOP Instance UID: the title alone, so that the caller
   *  can leave the rest where it is. Those whose title the PACS does not tell are left out. */
  findKeyObjectTitles(studyInstanceUID: string, signal: AbortSignal): Promise<ReadonlyMap<string, { readonly value: string; readonly scheme: string }>>
  /** Same patient, with images, earlier; newest first. Which of them matter is for the caller to say. */
  findPriors(study: PriorsOf, signal: AbortSignal): Promise<RemoteStudy[]>
  /** The Part 10 bytes as the PACS holds them, never transcoded. */
  retrieveInstance(at: InstanceAddress, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Resolves only when the PACS named this very object as stored. */
  store(at: { studyInstanceUID: string; sopInstanceUID: string }, part10: Uint8Array, signal: AbortSignal): Promise<'stored'>
  /** What the PACS really holds under an identifier that was sent. */
  fetchBack(at: InstanceAddress, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Where a stored object lies now; null when the PACS does not have it. */
  locate(at: { studyInstanceUID: string; sopInstanceUID: string }, signal: AbortSignal): Promise<InstanceAddress | null>
  /** Asks the PACS to answer for objects that it was sent (PS3.4 J). Its report comes later, to the listener of this
   *  console. Absent where the PACS cannot be asked or nobody would hear its answer. */
  requestCommitment?(transactionUID: string, objects: readonly { readonly sopClassUID: string; readonly sopInstanceUID: string }[], signal: AbortSignal): Promise<void>
  /** How far the clock of the PACS is ahead of ours, seconds, where its answers tell (RFC 9110 6.6.1); null where not. */
  clockAhead?(): number | null
  /** Drops idle connections; the client is not used afterwards. */
  close(): void
}
