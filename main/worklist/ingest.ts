/** One DICOM object from any source into the encrypted cache: read once, checked while it streams, known only when
 *  whole. Memory stays bounded by the header; a refusal leaves nothing behind and says which object and why. */
import type { Cache, StagedObject } from '../cache/index.ts'
import { ExpectedError } from '../contract/index.ts'
import { createDatasetDigest, createPart10Reader, isImageClass, isKnownClass, type DicomIdentity, type Inspection } from '../dicom/index.ts'
import { compareIdentity, type IdentityDifference } from '../domain/image-safety/index.ts'
import type { Store } from '../store/index.ts'
import type { AlteredObjects } from './altered-objects.ts'
import { mediumOf } from './identity/decisions.ts'
import { forgetInstance, insertInstance } from './study-rows.ts'
import { remark } from './study-remarks.ts'

export interface IngestOptions {
  origin: 'pacs' | 'import' | 'demo'
  /** The SOP Instance UID that was asked for. */
  expected?: string
  /** The studies that were chosen of a medium: objects of others are refused. */
  studies?: ReadonlySet<string>
  signal: AbortSignal
}

export interface IngestOutcome {
  outcome: 'stored' | 'duplicate' | 'refused'
  sopInstanceUID: string | null
  studyInstanceUID: string | null
  problem: ExpectedError | null
}

export interface IngestPorts {
  cache: Cache
  store: Store
  altered: Pick<AlteredObjects, 'has' | 'healed'>
  /** In the transaction in which an image of the study became known that was not there before. */
  imageArrived: (studyInstanceUID: string) => void
}

export async function ingest({ cache, store, altered, imageArrived }: IngestPorts, source: AsyncIterable<Uint8Array>, options: IngestOptions): Promise<IngestOutcome> {
  const reader = createPart10Reader()
  const digest = createDatasetDigest()
  const chunks = source[Symbol.asyncIterator]()
  let identity: DicomIdentity | null = null
  let staged: StagedObject | null = null
  let whole: Inspection | null = null
  try {
    const head: Uint8Array[] = []
    while (reader.identity === null) {
      const next = await chunks.next()
      if (next.done === true) break
      head.push(next.value)
      reader.push(next.value)
      digest.push(next.value)
    }
    if (reader.identity === null) whole = reader.end()
    identity = reader.identity ?? whole?.identity ?? null
    if (identity === null) throw new ExpectedError('dicom/not-dicom')
    refuseEarly(identity, options)
    staged = await cache.stage(identity, rest(head), options.signal)
    const inspection = whole ?? reader.end()
    const { sopInstanceUID } = identity
    const known = cache.info(sopInstanceUID)
    const same = known !== null && sameDataset(store, sopInstanceUID, digest.value(), known.sha256, staged.sha256)
    const anew = same && altered.has(sopInstanceUID)
    if (known !== null && !anew) {
      await cache.discard(staged)
      if (same) return answer('duplicate', identity, null)
      return answer('refused', identity, new ExpectedError('dicom/conflicting-duplicate', { subject: sopInstanceUID }))
    }
    const ready = staged
    const { added, removeOld } = store.transaction(() => {
      for (const difference of judgePatient(store, inspection)) remark(store, inspection.identity.studyInstanceUID, sopInstanceUID, difference)
      const old = anew ? cache.dropObject(sopInstanceUID) : null
      if (anew) forgetInstance(store, sopInstanceUID)
      cache.commit(ready)
      const isNew = insertInstance(store, inspection, options.origin, digest.value())
      if (isNew && !anew && isImageClass(inspection.identity.sopClassUID)) imageArrived(inspection.identity.studyInstanceUID)
      return { added: isNew, removeOld: old?.removeFiles }
    }, durability(options.origin, known !== null))
    altered.healed(sopInstanceUID)
    await removeOld?.()
    return answer(added ? 'stored' : 'duplicate', identity, null)
  } catch (error) {
    if (staged !== null) await cache.discard(staged)
    // It leaves nothing but the word that it came: an exam may lack a view without it.
    if (identity !== null && error instanceof ExpectedError && error.code === 'dicom/patient-mismatch') remarkRefusal(store, identity)
    if (error instanceof ExpectedError && /^(dicom|media)\//.test(error.code)) return answer('refused', identity, error)
    throw error
  } finally {
    await chunks.return?.()
  }

  async function* rest(head: Uint8Array[]): AsyncGenerator<Uint8Array> {
    yield* head
    for (;;) {
      const next = await chunks.next()
      if (next.done === true) break
      reader.push(next.value)
      digest.push(next.value)
      yield next.value
    }
    // A truncated or mislabelled object fails here, before the staged file is sealed.
    whole ??= reader.end()
  }
}

/** What a power failure takes of a source's objects the source gives again: its job knows what is here from the rows. */
function durability(origin: IngestOptions['origin'], isHere: boolean): 'now' | 'withNext' {
  return origin === 'pacs' && !isHere ? 'withNext' : 'now'
}

function refuseEarly(identity: DicomIdentity, options: IngestOptions): void {
  if (!isKnownClass(identity.sopClassUID)) throw new ExpectedError('dicom/unsupported-class', { subject: identity.sopInstanceUID, params: { sopClass: identity.sopClassUID } })
  if (options.expected !== undefined && options.expected !== identity.sopInstanceUID) throw new ExpectedError('dicom/unexpected-object', { subject: options.expected })
  if (options.studies?.has(identity.studyInstanceUID) === false) throw new ExpectedError('media/not-chosen', { subject: identity.sopInstanceUID })
}

/** The same study must bear one patient: an object of another one is not stored (clinical truth first); a name or a sex
 *  that differs alone is kept with a remark. */
function judgePatient(store: Store, { identity, study }: Inspection): readonly IdentityDifference[] {
  const row = mediumOf(store, identity.studyInstanceUID)
  if (row === null) return []
  const known = { patientID: row.patient_id, issuerOfPatientID: row.issuer_of_patient_id, patientName: row.patient_name, patientBirthDate: row.patient_birth_date, patientSex: row.patient_sex }
  const difference = compareIdentity(known, study)
  if (difference === 'other-patient') throw new ExpectedError('dicom/patient-mismatch', { subject: identity.sopInstanceUID })
  return difference
}

function remarkRefusal(store: Store, { studyInstanceUID, sopInstanceUID }: DicomIdentity): void {
  store.transaction(() => remark(store, studyInstanceUID, sopInstanceUID, 'other-patient-refused'))
}

function sameDataset(store: Store, sopInstanceUID: string, dataset: string, knownFile: string, newFile: string): boolean {
  if (knownFile === newFile) return true
  return store.prepare<[string], { dataset_sha256: string }>('SELECT dataset_sha256 FROM instances WHERE sop_uid = ?').get(sopInstanceUID)?.dataset_sha256 === dataset
}

function answer(outcome: IngestOutcome['outcome'], identity: DicomIdentity | null, problem: ExpectedError | null): IngestOutcome {
  return { outcome, sopInstanceUID: identity?.sopInstanceUID ?? null, studyInstanceUID: identity?.studyInstanceUID ?? null, problem }
}
