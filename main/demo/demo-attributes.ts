/** What every demonstration object says of patient, study and equipment. The patients are named after what they
 *  demonstrate; nobody bears such a name. */
import type { Attributes } from '../dicom/index.ts'
import { demoUid } from './demo-uids.ts'

export interface DemoStudy {
  key: string
  patientName: string
  patientID: string
  birthDate: string
  sex: 'F' | 'M' | 'O'
  date: string
  time: string
  accessionNumber: string
  description: string
  referringPhysicianName: string
}

export interface DemoSeries { key: string; number: number; modality: string; description: string }

export const demoInstitution = 'Site de démonstration'

export function demoAttributes(study: DemoStudy, series: DemoSeries, instance: { key: string; number: number; time: string; sopClassUID: string }): Attributes {
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: study.date,
    InstanceCreationTime: instance.time,
    SOPClassUID: instance.sopClassUID,
    SOPInstanceUID: demoUid(`${study.key} ${series.key} ${instance.key}`),
    StudyDate: study.date,
    SeriesDate: study.date,
    AcquisitionDate: study.date,
    ContentDate: study.date,
    StudyTime: study.time,
    SeriesTime: study.time,
    AcquisitionTime: instance.time,
    ContentTime: instance.time,
    AccessionNumber: study.accessionNumber,
    Modality: series.modality,
    Manufacturer: 'Binocle',
    InstitutionName: demoInstitution,
    ReferringPhysicianName: study.referringPhysicianName,
    StationName: 'DEMO',
    StudyDescription: study.description,
    SeriesDescription: series.description,
    ManufacturerModelName: 'Générateur de démonstration',
    DeviceSerialNumber: 'DEMO-1',
    SoftwareVersions: '1',
    PatientName: study.patientName,
    PatientID: study.patientID,
    IssuerOfPatientID: 'DEMONSTRATION',
    PatientBirthDate: study.birthDate,
    PatientSex: study.sex,
    PatientAge: age(study),
    StudyInstanceUID: demoUid(study.key),
    SeriesInstanceUID: demoUid(`${study.key} ${series.key}`),
    StudyID: study.accessionNumber,
    SeriesNumber: series.number,
    InstanceNumber: instance.number,
  }
}

function age({ birthDate, date }: DemoStudy): string {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (date.slice(4) < birthDate.slice(4) ? 1 : 0)
  return `${String(years).padStart(3, '0')}Y`
}
