/** A study's row as the worklist shows it, with its priors counted and whose exam it is. */
import type { PatientIdentity, StudyInstanceUID, WorklistRow } from '../contract/index.ts'
import { insFaults, insStatus, type Ins } from '../domain/identity/index.ts'
import type { Store } from '../store/index.ts'
import { asksForPatient } from './identity/asks.ts'
import { standingDecision } from './identity/decisions.ts'
import { conflictsAmong, identityOf, insOfRow, priorsAmong, relatedTo, type PatientRow } from './prior.ts'

export interface StudyRow extends PatientRow {
  birth_name: string; study_time: string; accession_number: string; description: string; site: string
  in_pacs: number; image_count: number | null; locality: WorklistRow['locality']; progress: number | null; demo: number; reading: WorklistRow['reading']
}

/** What the order of an exam says of its patient (HL7 v2 PID-5, PID-32, PID-23). */
export interface OrderedIdentity { readonly ins: Ins | null; readonly reliability: readonly string[]; readonly birthName: string; readonly firstGivenName: string; readonly birthPlace: string }
export type OrderedIdentityOf = (studyInstanceUID: string) => OrderedIdentity | null
export const noOrder: OrderedIdentityOf = () => null

export function presentRow(store: Store, row: StudyRow, ordered: OrderedIdentityOf): WorklistRow {
  const related = relatedTo(store, identityOf(row), row.study_uid)
  const identity = identityShown(row, ordered(row.study_uid), conflictsAmong(related), layerOf(store, row))
  return {
    studyInstanceUID: row.study_uid as StudyInstanceUID,
    patientName: row.patient_name, patientID: row.patient_id, patientBirthDate: row.patient_birth_date, patientSex: row.patient_sex,
    studyDate: row.study_date, studyTime: row.study_time, accessionNumber: row.accession_number,
    modalities: row.modalities.split('\\').filter((value) => value !== ''),
    description: row.description, site: row.site, imageCount: row.image_count, priorCount: priorsAmong(related, row).priors.length,
    locality: row.locality, progress: row.progress, reading: row.reading, demo: row.demo === 1,
    ...identity === null ? {} : { identity },
  }
}

/** Null when there is nothing to say beyond the row itself. */
function identityShown(row: StudyRow, order: OrderedIdentity | null, conflicts: PatientIdentity['conflicts'], layer: Layer): PatientIdentity | null {
  const [own, asked] = [insOfRow(row), order?.ins ?? null]
  const ins = own ?? asked
  // An order qualifies the number that it names, and no other.
  const agrees = ins !== null && asked !== null && ins.kind === asked.kind && ins.value.slice(0, 13) === asked.value.slice(0, 13)
  if (ins === null && row.birth_name === '' && order === null && conflicts.length === 0 && Object.keys(layer).length === 0) return null
  const traits = { patientSex: row.patient_sex, patientBirthDate: row.patient_birth_date }
  return {
    ins: ins === null ? null : { ...ins, faults: insFaults(ins, traits) }, insStatus: insStatus(ins, agrees ? order?.reliability ?? null : null),
    birthName: order?.birthName || row.birth_name, firstGivenName: order?.firstGivenName ?? '', birthPlace: order?.birthPlace ?? '', conflicts, ...layer,
  }
}

type Layer = Pick<PatientIdentity, 'asks' | 'reconciled'>

/** What was decided of images that came by hand, or that it is still to be decided. */
function layerOf(store: Store, row: StudyRow): Layer {
  if (row.in_pacs === 1 || row.demo === 1) return {}
  const standing = standingDecision(store, row.study_uid)
  if (standing?.decision === 'ASSIGNED') return { reconciled: { by: standing.byName, at: standing.at, patientName: standing.medium.patient_name, patientID: standing.medium.patient_id } }
  return standing === null && asksForPatient(store, row.study_uid) ? { asks: true } : {}
}
