/** Writes of the tables studies, series and instances. A study's image count and modalities are of images and
 *  waveforms only: evidence objects never change what the list shows. Callers hold the transaction. */
import type { Description, Inspection, SeriesAttributes, StudyAttributes } from '../dicom/index.ts'
import { descriptionVersion, isImageClass, isWaveformClass } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'
import { applyAgain } from './identity/decisions.ts'
import { forgetRemarks } from './study-remarks.ts'
import { searchText } from './search-text.ts'

export interface RemoteStudy extends StudyAttributes {
  studyInstanceUID: string
  /** Modalities in the study, evidence left out. */
  modalities: string[]
  imageCount: number | null
}

export type Locality = 'remote' | 'retrieving' | 'partial' | 'local'

export function hasStudy(store: Store, studyInstanceUID: string): boolean {
  return store.prepare('SELECT 1 FROM studies WHERE study_uid = ?').get(studyInstanceUID) !== undefined
}

/** Inserts or refreshes what the PACS says of a study; never makes a local study remote. */
export function upsertRemoteStudy(store: Store, study: RemoteStudy): boolean {
  const known = hasStudy(store, study.studyInstanceUID)
  if (known) {
    // Reports of ours that went there are no images: what was imported must not count as safe in the PACS for them.
    const holdsImages = study.modalities.length > 0 ? 1 : 0
    store.prepare('UPDATE studies SET in_pacs = max(in_pacs, ?), image_count = coalesce(image_count, ?) WHERE study_uid = ?').run(holdsImages, study.imageCount, study.studyInstanceUID)
    return false
  }
  insertStudy(store, study.studyInstanceUID, study, { modalities: study.modalities, imageCount: study.imageCount, locality: 'remote', inPacs: true, demo: false })
  return true
}

/** False when the object was known already (the same one came twice at once). */
export function insertInstance(store: Store, inspection: Inspection, origin: 'pacs' | 'import' | 'demo', datasetSha256: string): boolean {
  const { identity, study, series } = inspection
  if (!hasStudy(store, identity.studyInstanceUID)) {
    insertStudy(store, identity.studyInstanceUID, study, { modalities: [], imageCount: null, locality: origin === 'pacs' ? 'retrieving' : 'local', inPacs: origin === 'pacs', demo: origin === 'demo' })
    applyAgain(store, identity.studyInstanceUID)
  }
  insertSeries(store, identity.seriesInstanceUID, identity.studyInstanceUID, series)
  const { changes } = store
    .prepare(
      `INSERT OR IGNORE INTO instances (sop_uid, series_uid, study_uid, sop_class_uid, transfer_syntax_uid, is_image, instance_number, descriptor, evidence, description_version, frames, dataset_sha256)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      identity.sopInstanceUID, identity.seriesInstanceUID, identity.studyInstanceUID, identity.sopClassUID, identity.transferSyntaxUID,
      isImageClass(identity.sopClassUID) || isWaveformClass(identity.sopClassUID) ? 1 : 0,
      inspection.image?.instanceNumber ?? null,
      json(inspection.image), json(inspection.evidence), descriptionVersion,
      JSON.stringify(inspection.frames), datasetSha256,
    )
  refreshCounts(store, identity.studyInstanceUID)
  if (origin !== 'pacs') store.prepare(`UPDATE studies SET locality = 'local', progress = NULL WHERE study_uid = ? AND locality IN ('remote', 'partial')`).run(identity.studyInstanceUID)
  return changes > 0
}

/** Of the object that was read, unless another came in its place meanwhile. */
export function setDescription(store: Store, object: { sop_uid: string; dataset_sha256: string }, { image, evidence }: Description): void {
  store
    .prepare('UPDATE instances SET descriptor = ?, evidence = ?, description_version = ? WHERE sop_uid = ? AND dataset_sha256 = ?')
    .run(json(image), json(evidence), descriptionVersion, object.sop_uid, object.dataset_sha256)
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value))

export function setLocality(store: Store, studyInstanceUID: string, locality: Locality, progress: number | null): void {
  store.prepare('UPDATE studies SET locality = ?, progress = ? WHERE study_uid = ?').run(locality, progress, studyInstanceUID)
}

export function growing(store: Store, since: string, account: string): string[] {
  return store.prepare<[string, string], { study_uid: string }>(
    `SELECT study_uid FROM studies s WHERE locality = 'local' AND in_pacs = 1 AND demo = 0 AND study_date >= ?
       AND NOT EXISTS (SELECT 1 FROM reading_states r WHERE r.study_uid = s.study_uid AND r.account_id = ? AND r.state IN ('signed', 'sent', 'handled', 'send-failed'))`,
  ).all(since, account).map((row) => row.study_uid)
}

/** Forgets the local objects. What the PACS holds stays in the list as remote; the rest leaves it. */
export function forgetObjects(store: Store, studyInstanceUID: string): void {
  forgetRemarks(store, studyInstanceUID)
  store.prepare('DELETE FROM instances WHERE study_uid = ?').run(studyInstanceUID)
  store.prepare('DELETE FROM series WHERE study_uid = ?').run(studyInstanceUID)
  store.prepare(`UPDATE studies SET locality = 'remote', progress = NULL WHERE study_uid = ? AND in_pacs = 1`).run(studyInstanceUID)
  store.prepare('DELETE FROM studies WHERE study_uid = ? AND in_pacs = 0').run(studyInstanceUID)
}

/** After recovery: rows of objects whose file is gone are dropped and their study is partial until fetched again. */
export function forgetInstances(store: Store, sopInstanceUIDs: readonly string[]): void {
  for (const sop of sopInstanceUIDs) {
    const row = store.prepare<[string], { study_uid: string }>('SELECT study_uid FROM instances WHERE sop_uid = ?').get(sop)
    if (row === undefined) continue
    forgetInstance(store, sop)
    setLocality(store, row.study_uid, 'partial', null)
  }
}

/** An object that is taken anew: its frames may lie elsewhere in the new file. */
export function forgetInstance(store: Store, sopInstanceUID: string): void {
  store.prepare('DELETE FROM instances WHERE sop_uid = ?').run(sopInstanceUID)
}

function insertSeries(store: Store, seriesUID: string, studyUID: string, series: SeriesAttributes): void {
  store
    .prepare('INSERT OR IGNORE INTO series (series_uid, study_uid, modality, series_number, description, laterality, body_part) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(seriesUID, studyUID, series.modality, series.seriesNumber, series.description, series.laterality, series.bodyPart)
}

interface StudyState { modalities: readonly string[]; imageCount: number | null; locality: Locality; inPacs: boolean; demo: boolean }

function insertStudy(store: Store, studyUID: string, study: StudyAttributes, state: StudyState): void {
  store
    .prepare(
      `INSERT INTO studies (study_uid, patient_name, patient_id, issuer_of_patient_id, patient_birth_date, patient_sex, study_date, study_time, accession_number,
         study_id, description, site, referring_physician, modalities, image_count, locality, progress, in_pacs, demo, search_text, ins_value, ins_kind, birth_name)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      studyUID, study.patientName, study.patientID, study.issuerOfPatientID, study.patientBirthDate, study.patientSex, study.studyDate, study.studyTime, study.accessionNumber,
      study.studyID, study.description, study.institutionName, study.referringPhysicianName, state.modalities.join('\\'), state.imageCount, state.locality,
      state.inPacs ? 1 : 0, state.demo ? 1 : 0,
      searchText({ ...study, site: study.institutionName }),
      study.ins?.value ?? '', study.ins?.kind ?? null, study.patientBirthName ?? '',
    )
}

function refreshCounts(store: Store, studyUID: string): void {
  store
    .prepare(
      `UPDATE studies SET
         image_count = (SELECT count(*) FROM instances i WHERE i.study_uid = studies.study_uid AND i.is_image = 1),
         modalities = coalesce((SELECT group_concat(modality, '\\') FROM (SELECT DISTINCT s.modality FROM series s JOIN instances i USING (series_uid)
           WHERE i.study_uid = studies.study_uid AND i.is_image = 1 ORDER BY s.modality)), modalities)
       WHERE study_uid = ?`,
    )
    .run(studyUID)
}
