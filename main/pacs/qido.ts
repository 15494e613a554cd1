/** QIDO-RS (PS3.18 10.6): queries, paging, and answers as studies and instances. */
import { keyObjectSelectionClass } from '../dicom/index.ts'
import { isoDay, items, person, strings, text, uidOf, type JsonDataset } from './dicom-json.ts'
import { withoutEvidence } from './modalities.ts'
import type { PriorsOf, RemoteInstance, RemoteStudy, StudyQuery } from './port.ts'

const tags = {
  studyDate: '00080020', studyTime: '00080030', accessionNumber: '00080050', modality: '00080060', modalitiesInStudy: '00080061',
  institutionName: '00080080', referringPhysicianName: '00080090', studyDescription: '00081030', sopClassUID: '00080016',
  sopInstanceUID: '00080018', patientName: '00100010', patientID: '00100020', issuerOfPatientID: '00100021', patientBirthDate: '00100030',
  numberOfStudyRelatedInstances: '00201208', conceptNameCodeSequence: '0040A043', codeValue: '00080100', codingSchemeDesignator: '00080102',
  patientSex: '00100040', studyInstanceUID: '0020000D', seriesInstanceUID: '0020000E', studyID: '00200010',
} as const

const studyFields = [tags.studyDescription, tags.institutionName, tags.issuerOfPatientID, tags.modalitiesInStudy]
const instanceFields = [tags.modality, tags.sopClassUID, tags.seriesInstanceUID]

export function studiesPath(query: Partial<StudyQuery>, patientName: string): string {
  const from = (query.studyDateFrom ?? '').replaceAll('-', '')
  const to = (query.studyDateTo ?? '').replaceAll('-', '')
  return path('/studies', [
    ['PatientID', oneValue(query.patientID)],
    ['PatientName', patientName],
    ['AccessionNumber', oneValue(query.accessionNumber)],
    ['StudyDate', from === '' && to === '' ? '' : from === to ? from : `${from}-${to}`],
    ['ModalitiesInStudy', oneValue(query.modality)],
  ], studyFields)
}

export function instancesPath(studyInstanceUID: string, sopInstanceUID: string | null): string {
  return path(`/studies/${studyInstanceUID}/instances`, [['SOPInstanceUID', sopInstanceUID ?? '']], instanceFields)
}

export function studyCountPath(studyInstanceUID: string): string {
  return path('/studies', [['StudyInstanceUID', studyInstanceUID]], [tags.numberOfStudyRelatedInstances])
}

/** Null for another study, and where the PACS does not tell. */
export function studyCount(from: JsonDataset, studyInstanceUID: string): number | null {
  const told = text(from, tags.numberOfStudyRelatedInstances)
  return uidOf(from, tags.studyInstanceUID) === studyInstanceUID && /^\d+$/.test(told) ? Number(told) : null
}

/** Asked of this class alone: a PACS may have to open each file to answer. */
export function keyObjectTitlesPath(studyInstanceUID: string): string {
  return path(`/studies/${studyInstanceUID}/instances`, [['SOPClassUID', keyObjectSelectionClass]], [tags.sopClassUID, tags.conceptNameCodeSequence])
}

export interface KeyObjectTitle { sopInstanceUID: string; value: string; scheme: string }

export function keyObjectTitle(from: JsonDataset): KeyObjectTitle | null {
  const sopInstanceUID = uidOf(from, tags.sopInstanceUID)
  const [title] = items(from, tags.conceptNameCodeSequence)
  // A PACS may ignore what it was asked to match.
  if (sopInstanceUID === null || title === undefined || uidOf(from, tags.sopClassUID) !== keyObjectSelectionClass) return null
  return { sopInstanceUID, value: text(title, tags.codeValue), scheme: text(title, tags.codingSchemeDesignator) }
}

export function remoteStudy(from: JsonDataset): RemoteStudy | null {
  const studyInstanceUID = uidOf(from, tags.studyInstanceUID)
  if (studyInstanceUID === null) return null
  return {
    studyInstanceUID,
    patientName: person(from, tags.patientName),
    patientID: text(from, tags.patientID),
    issuerOfPatientID: text(from, tags.issuerOfPatientID),
    patientBirthDate: isoDay(from, tags.patientBirthDate),
    patientSex: text(from, tags.patientSex),
    studyDate: isoDay(from, tags.studyDate),
    studyTime: text(from, tags.studyTime),
    accessionNumber: text(from, tags.accessionNumber),
    studyID: text(from, tags.studyID),
    description: text(from, tags.studyDescription),
    institutionName: text(from, tags.institutionName),
    referringPhysicianName: person(from, tags.referringPhysicianName),
    modalities: withoutEvidence(strings(from, tags.modalitiesInStudy)),
    imageCount: null,
  }
}

export function remoteInstance(from: JsonDataset): RemoteInstance | null {
  const seriesInstanceUID = uidOf(from, tags.seriesInstanceUID)
  const sopInstanceUID = uidOf(from, tags.sopInstanceUID)
  if (seriesInstanceUID === null || sopInstanceUID === null) return null
  return { seriesInstanceUID, sopInstanceUID, sopClassUID: uidOf(from, tags.sopClassUID) ?? '', modality: text(from, tags.modality) }
}

/** The PACS matches identifiers loosely (wildcards, other issuers), so every candidate is compared here. */
export function isPriorOf(study: PriorsOf, candidate: RemoteStudy): boolean {
  if (candidate.studyInstanceUID === study.studyInstanceUID || candidate.patientID !== study.patientID) return false
  if (differ(candidate.issuerOfPatientID, study.issuerOfPatientID)) return false
  if (differ(candidate.patientBirthDate ?? '', study.patientBirthDate ?? '')) return false
  if (candidate.modalities.length === 0) return false
  return moment(candidate) < moment(study)
}

export function newestFirst(one: RemoteStudy, other: RemoteStudy): number {
  return moment(other).localeCompare(moment(one))
}

/** Both known and not the same. */
const differ = (one: string, other: string): boolean => one !== '' && other !== '' && one !== other

const moment = (study: { studyDate: string | null; studyTime: string }): string => `${study.studyDate ?? ''}T${study.studyTime}`

/** A backslash would make a list of values of it. */
const oneValue = (value: string | undefined): string => (value ?? '').replaceAll('\\', ' ').trim()

function path(resource: string, keys: readonly (readonly [string, string])[], fields: readonly string[]): string {
  const parameters = [...keys.filter(([, value]) => value !== ''), ...fields.map((field) => ['includefield', field] as const)]
  return `${resource}?${parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}
