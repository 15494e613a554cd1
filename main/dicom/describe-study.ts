/** Patient, study and series attributes of a dataset (PS3.3 C.7.1, C.7.2, C.7.3). */
import { number, text, type Dataset } from './dataset.ts'
import { insIn } from './ins.ts'
import type { SeriesAttributes, StudyAttributes } from './inspection.ts'

export function studyAttributes(dataset: Dataset): StudyAttributes {
  return {
    patientName: personName(text(dataset, 'PatientName')),
    patientID: text(dataset, 'PatientID'),
    issuerOfPatientID: text(dataset, 'IssuerOfPatientID'),
    patientBirthDate: isoDay(text(dataset, 'PatientBirthDate')),
    patientSex: text(dataset, 'PatientSex'),
    studyDate: isoDay(text(dataset, 'StudyDate')),
    studyTime: text(dataset, 'StudyTime'),
    accessionNumber: text(dataset, 'AccessionNumber'),
    studyID: text(dataset, 'StudyID'),
    description: text(dataset, 'StudyDescription'),
    institutionName: text(dataset, 'InstitutionName'),
    referringPhysicianName: personName(text(dataset, 'ReferringPhysicianName')),
    ins: insIn(dataset),
    patientBirthName: personName(text(dataset, 'PatientBirthName')),
  }
}

export function seriesAttributes(dataset: Dataset): SeriesAttributes {
  return {
    modality: text(dataset, 'Modality'),
    seriesNumber: number(dataset, 'SeriesNumber'),
    description: text(dataset, 'SeriesDescription'),
    laterality: text(dataset, 'Laterality'),
    bodyPart: text(dataset, 'BodyPartExamined'),
  }
}

/** The alphabetic group, or the first of the others that is filled (PS3.5 6.2.1); empty trailing components go. */
export function personName(value: string): string {
  const group = value.split('=').map((part) => part.trim()).find((part) => part !== '') ?? ''
  return group.replace(/[\^ ]+$/, '')
}

/** `YYYYMMDD`, or the `YYYY.MM.DD` of old objects, to an ISO day; null for what is no day of the calendar. */
export function isoDay(value: string): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value)
  if (match === null) return null
  const iso = `${match[1]}-${match[2]}-${match[3]}`
  const date = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso
}
