/** What a medium holds, as shown before anything is stored: patients, studies, series with counts, what of it is here already,
 *  and how each patient stands to those known here. */
import { describeProblem, mediaNamesGiven, type MediaPatient, type MediaStudy, type MediaTree, type SeriesInstanceUID, type StudyInstanceUID } from '../contract/index.ts'
import { isAnonymous, type Identity } from '../domain/identity/index.ts'
import type { Medium, MediumStudy } from './session.ts'

export interface TreePorts {
  /** How many of these objects are stored here. */
  here(sopInstanceUIDs: readonly string[]): number
  standing(identity: Identity): Pick<MediaPatient, 'standing' | 'reasons'>
}

export function treeOf(medium: Medium, ports: TreePorts): MediaTree {
  const patients: { of: MediumStudy; studies: MediaStudy[] }[] = []
  const objects = Map.groupBy(medium.files.filter(({ object }) => object !== null), ({ object }) => object?.studyInstanceUID ?? '')
  // Those of whom most is said come first: what a directory alone says of a patient joins them.
  for (const [studyInstanceUID, one] of [...medium.studies].toSorted(([, a], [, b]) => Number(b.study.patientBirthDate !== null) - Number(a.study.patientBirthDate !== null))) {
    const files = objects.get(studyInstanceUID) ?? []
    const patient = patients.find(({ of }) => isOnePatient(of.study, one.study)) ?? { of: one, studies: [] }
    if (!patients.includes(patient)) patients.push(patient)
    patient.studies.push({
      studyInstanceUID: studyInstanceUID as StudyInstanceUID, studyDate: one.study.studyDate, description: one.study.description, accessionNumber: one.study.accessionNumber,
      objects: files.length, here: ports.here(files.map(({ object }) => object?.sopInstanceUID ?? '')),
      missing: medium.missing.filter((file) => file.studyInstanceUID === studyInstanceUID).length,
      unlisted: medium.directories === 0 ? 0 : files.filter(({ listed }) => !listed).length,
      series: [...one.series].map(([uid, series]) => ({
        seriesInstanceUID: uid as SeriesInstanceUID, modality: series.modality, number: series.seriesNumber, description: series.description,
        objects: files.filter(({ object }) => object?.seriesInstanceUID === uid).length,
      })),
    })
  }
  const paths = (files: readonly { path: string }[]) => ({ count: files.length, names: files.slice(0, mediaNamesGiven).map(({ path }) => path) })
  return {
    directories: medium.directories,
    patients: patients.map(({ of, studies }) => presentPatient(of, studies, ports)).toSorted((one, other) => one.patientName.localeCompare(other.patientName)),
    missing: { count: medium.missing.length, names: medium.missing.slice(0, mediaNamesGiven).map(({ name }) => name) },
    unlisted: paths(medium.directories === 0 ? [] : medium.files.filter(({ standing, listed }) => standing === 'object' && !listed)),
    others: paths(medium.files.filter(({ standing }) => standing === 'other')),
    refused: medium.files.flatMap(({ path, standing, problem }) => (standing === 'refused' && problem !== null ? [{ name: path, problem: describeProblem(problem) }] : [])).slice(0, mediaNamesGiven),
  }
}

/** On one medium: the same number and name, and nothing else that differs. */
function isOnePatient(one: Identity, other: Identity): boolean {
  const agrees = (a: string | null, b: string | null) => (a ?? '') === '' || (b ?? '') === '' || a === b
  return one.patientID === other.patientID && one.patientName === other.patientName && agrees(one.issuerOfPatientID, other.issuerOfPatientID)
    && agrees(one.patientBirthDate, other.patientBirthDate) && agrees(one.patientSex, other.patientSex)
}

function presentPatient({ study }: MediumStudy, studies: MediaStudy[], ports: TreePorts): MediaPatient {
  const { patientName, patientID, patientBirthDate, patientSex } = study
  return {
    patientName, patientID, patientBirthDate, patientSex,
    ...isAnonymous(study) ? { standing: 'anonymous' as const, reasons: [] } : ports.standing(study),
    studies: studies.toSorted((one, other) => (other.studyDate ?? '').localeCompare(one.studyDate ?? '')),
  }
}
