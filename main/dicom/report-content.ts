/** What goes into the report objects, and the modules they share: patient, general study, equipment, code items. */
import type { Attributes } from './encode.ts'
import type { StudyAttributes } from './inspection.ts'

/** A coded concept; the meaning may be French, at most 64 characters are written. */
export interface ConceptCode { value: string; scheme: string; meaning: string }

export interface ReferencedObject { studyInstanceUID: string; seriesInstanceUID: string; sopInstanceUID: string; sopClassUID: string }

/** Whose the data sets of the study say they are; `at`: since when another patient stands in their place. */
export interface ReplacedPatient { readonly patientName: string; readonly patientID: string; readonly issuerOfPatientID: string; readonly patientBirthDate: string | null; readonly patientSex: string; readonly at: string }

/** What the Basic Text SR and the Encapsulated PDF of one report have in common. */
export interface ReportObjectContent {
  /** Copied into the object, so that the PACS files it with the images it reports. */
  study: StudyAttributes & { studyInstanceUID: string; reconciled?: ReplacedPatient | null }
  sopInstanceUID: string
  seriesInstanceUID: string
  seriesNumber: number
  /** Of the document, as a reader sees it in a list: « Compte rendu de mammographie ». */
  title: string
  completedAt: Date
  /** Images that were read, all of the same study. */
  evidence: readonly { seriesInstanceUID: string; sopInstanceUID: string; sopClassUID: string }[]
}

export interface SrContent extends ReportObjectContent {
  /** In reading order; each becomes a container with one text. */
  sections: readonly { heading: ConceptCode; text: string }[]
  /** Who verified: `code` may be a pseudonym, `name` is a DICOM person name or what stands for it. */
  observer: { code: string; name: string; organisation: string }
  /** The documents that this one follows or corrects. */
  predecessors?: readonly ReferencedObject[]
}

export interface PdfContent extends ReportObjectContent {
  pdf: Uint8Array
}

/** `documentUid`: ClinicalDocument.id. `carriesPdf`: level 1. */
export interface CdaDocument extends ReportObjectContent {
  cda: Uint8Array
  documentUid: string
  carriesPdf: boolean
}

/** LOINC: the document type of an imaging report. */
export const diagnosticImagingReport = { value: '18748-4', scheme: 'LN' } as const

export function commonModules({ study, title, completedAt }: ReportObjectContent): Attributes {
  const [date, time] = localDateTime(completedAt)
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    StudyDate: day(study.studyDate),
    SeriesDate: date,
    ContentDate: date,
    StudyTime: study.studyTime,
    SeriesTime: time,
    ContentTime: time,
    AccessionNumber: study.accessionNumber,
    Manufacturer: 'Binocle',
    ManufacturerModelName: 'Binocle',
    SoftwareVersions: 'Binocle',
    ...(study.institutionName === '' ? {} : { InstitutionName: study.institutionName }),
    ReferringPhysicianName: study.referringPhysicianName,
    ...(study.description === '' ? {} : { StudyDescription: study.description }),
    SeriesDescription: limited(title, 64),
    PatientName: study.patientName,
    PatientID: study.patientID,
    ...(study.issuerOfPatientID === '' ? {} : { IssuerOfPatientID: study.issuerOfPatientID }),
    PatientBirthDate: day(study.patientBirthDate),
    PatientSex: study.patientSex,
    StudyInstanceUID: study.studyInstanceUID,
    StudyID: study.studyID,
    InstanceNumber: 1,
    ...(study.reconciled == null ? {} : { OriginalAttributesSequence: [replaced(study.reconciled, study.institutionName)] }),
  }
}

/** The identity that the study came with (PS3.3 C.12.1.1.9), kept as what it was and never as another number of the patient: it
 *  may be somebody else's. */
function replaced({ patientName, patientID, issuerOfPatientID, patientBirthDate, patientSex, at }: ReplacedPatient, source: string): Attributes {
  return {
    SourceOfPreviousValues: limited(source, 64), AttributeModificationDateTime: dateTime(new Date(at)), ModifyingSystem: 'Binocle', ReasonForTheAttributeModification: 'COERCE',
    ModifiedAttributesSequence: [{ PatientName: patientName, PatientID: patientID, ...(issuerOfPatientID === '' ? {} : { IssuerOfPatientID: issuerOfPatientID }), PatientBirthDate: day(patientBirthDate), PatientSex: patientSex }],
  }
}

/** Hierarchical SOP instance references (PS3.3 Table 10-3): every object, under its series, under its study. */
export function evidenceSequence(objects: readonly ReferencedObject[]): Attributes[] {
  const studies = Map.groupBy(objects, (object) => object.studyInstanceUID)
  return [...studies].map(([studyInstanceUID, ofStudy]) => ({
    StudyInstanceUID: studyInstanceUID,
    ReferencedSeriesSequence: [...Map.groupBy(ofStudy, (object) => object.seriesInstanceUID)].map(([seriesInstanceUID, ofSeries]) => ({
      SeriesInstanceUID: seriesInstanceUID,
      ReferencedSOPSequence: ofSeries.map((object) => ({ ReferencedSOPClassUID: object.sopClassUID, ReferencedSOPInstanceUID: object.sopInstanceUID })),
    })),
  }))
}

export function codeItem({ value, scheme, meaning }: ConceptCode): Attributes {
  // A code that does not fit SH goes into the attribute for long codes (PS3.3 8.2).
  return { ...(value.length <= 16 ? { CodeValue: value } : { LongCodeValue: value }), CodingSchemeDesignator: scheme, CodeMeaning: limited(meaning, 64) }
}

/** At most `bytes` of one value in UTF-8: the standard counts characters, some receivers count bytes. What is cut ends
 *  in an ellipsis. */
export function limited(value: string, bytes: number): string {
  if (Buffer.byteLength(value) <= bytes) return value
  let kept = ''
  for (const character of value) {
    if (Buffer.byteLength(`${kept}${character}…`) > bytes) break
    kept += character
  }
  return `${kept}…`
}

/** DA and TM in the time zone of this workstation. */
export function localDateTime(at: Date): [date: string, time: string] {
  const two = (value: number) => String(value).padStart(2, '0')
  return [
    `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`,
    `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`,
  ]
}

/** DT with its offset from UTC, so that the moment is not in doubt. */
export function dateTime(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const offset = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${localDateTime(at).join('')}${minutes < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}${two(offset % 60)}`
}

const day = (iso: string | null): string => iso?.replaceAll('-', '') ?? ''
