/** What a mammogram must be able to show of itself: each item of the IHE list (RAD TF-2 4.16.4.2.2.1.1, tested by MESA) and
 *  what else decides how it is shown, with its value in the reader's way and its attribute. Absent is empty: nothing is
 *  ever put in its stead. */
import type { ImageDescriptor, Language, WorklistRow } from '../../../main/contract/index.ts'
import { sectionsOf, viewAbbreviation } from '../../../main/domain/hanging/index.ts'
import { ageInYears, createFormat, formatPatientName } from '../../i18n/index.ts'
import { viewerStrings } from '../strings.ts'
import { textStrings } from './strings.ts'

const attributes = {
  patientName: ['PatientName', '0010,0010'], patientID: ['PatientID', '0010,0020'], birthDate: ['PatientBirthDate', '0010,0030'], age: ['PatientBirthDate, AcquisitionDate', '0010,0030; 0008,0022'],
  acquisitionDate: ['AcquisitionDate', '0008,0022'], acquisitionTime: ['AcquisitionTime', '0008,0032'],
  laterality: ['ImageLaterality', '0020,0062'], view: ['ViewCodeSequence', '0054,0220'], modifiers: ['ViewModifierCodeSequence', '0054,0222'],
  partial: ['PartialView, PartialViewCodeSequence', '0028,1350; 0028,1352'], implant: ['BreastImplantPresent', '0028,1300'],
  operator: ['OperatorsName', '0008,1070'], manufacturer: ['Manufacturer', '0008,0070'], model: ['ManufacturerModelName', '0008,1090'], serial: ['DeviceSerialNumber', '0018,1000'], detector: ['DetectorID', '0018,700A'],
  institution: ['InstitutionName', '0008,0080'], address: ['InstitutionAddress', '0008,0081'], station: ['StationName', '0008,1010'], software: ['SoftwareVersions', '0018,1020'],
  kvp: ['KVP', '0018,0060'], exposure: ['Exposure', '0018,1152'], exposureTime: ['ExposureTime', '0018,1150'], anode: ['AnodeTargetMaterial', '0018,1191'], filter: ['FilterMaterial', '0018,7050'],
  compressionForce: ['CompressionForce', '0018,11A2'], thickness: ['BodyPartThickness', '0018,11A0'], angle: ['PositionerPrimaryAngle', '0018,1510'], relativeExposure: ['RelativeXRayExposure', '0018,1405'],
  entranceDose: ['EntranceDoseInmGy', '0040,8302'], organDose: ['OrganDose', '0040,0316'], reason: ['ReasonForStudy, ReasonForTheRequestedProcedure', '0032,1030; 0040,1002; 0040,100A'],
  lossy: ['LossyImageCompression', '0028,2110'], burnedIn: ['BurnedInAnnotation', '0028,0301'], intent: ['PresentationIntentType', '0008,0068'],
  orientation: ['PatientOrientation', '0020,0020'], detectorSpacing: ['ImagerPixelSpacing', '0018,1164'], pixelSpacing: ['PixelSpacing', '0028,0030'],
  magnification: ['EstimatedRadiographicMagnificationFactor', '0018,1114'], bits: ['BitsStored', '0028,0101'], imageType: ['ImageType', '0008,0008'], sopInstance: ['SOPInstanceUID', '0008,0018'],
} as const

export type ItemKey = keyof typeof attributes

export interface Item {
  readonly key: ItemKey
  /** Empty when the object does not say. */
  readonly value: string
  readonly attribute: string
  readonly tag: string
}

export type Values = Record<ItemKey, string>

export const isoDay = (da: string): string => da.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3')
export const clock = (tm: string): string => (/^\d{4}/.test(tm) ? `${tm.slice(0, 2)}:${tm.slice(2, 4)}` : '')

export function valuesOf(image: ImageDescriptor, patient: WorklistRow, language: Language): Values {
  const strings = textStrings[language]
  const format = createFormat(language)
  const quantity = (value: number | null, unit: string, digits = 0): string => (value === null ? '' : format.quantity(value, unit, Number.isInteger(value) ? 0 : digits))
  const pair = (spacing: readonly [number, number] | null): string =>
    spacing === null ? '' : spacing[0] === spacing[1] ? format.quantity(spacing[0], 'mm', 3) : `${format.number(spacing[0], 3)} × ${format.quantity(spacing[1], 'mm', 3)}`
  const flag = (value: string): string => (value === 'YES' ? strings.yes : value === 'NO' ? strings.no : value)
  const day = isoDay(image.acquisitionDate)
  const age = ageInYears(patient.patientBirthDate, day || patient.studyDate)
  const sections = sectionsOf(image).map((section) => strings.sections[section])
  return {
    patientName: formatPatientName(patient.patientName), patientID: patient.patientID, birthDate: format.day(patient.patientBirthDate), age: age === null ? '' : viewerStrings[language].age(age),
    acquisitionDate: format.day(day), acquisitionTime: clock(image.acquisitionTime),
    laterality: viewerStrings[language].sideLetter[image.imageLaterality], view: viewAbbreviation(image), modifiers: image.viewModifierCodes.map(({ meaning, value }) => meaning || value).join(', '),
    partial: image.partialView ? ['PARTIAL', ...(sections.length > 0 ? sections : image.partialViewCodes.map(({ meaning }) => meaning))].join(' · ') : '',
    implant: flag(image.breastImplantPresent),
    operator: formatPatientName(image.operatorsName), manufacturer: image.manufacturer, model: image.manufacturerModelName, serial: image.deviceSerialNumber, detector: image.detectorID,
    institution: image.institutionName, address: image.institutionAddress.replaceAll(/\s*[\r\n]+\s*/g, ', '), station: image.stationName, software: image.softwareVersions,
    kvp: quantity(image.kvp, 'kV', 1), exposure: quantity(image.exposureMas, 'mAs', 1), exposureTime: quantity(image.exposureTimeMs, 'ms'),
    anode: image.anodeTargetMaterial, filter: image.filterMaterial,
    compressionForce: quantity(image.compressionForceN, 'N', 0), thickness: quantity(image.bodyPartThicknessMm, 'mm', 0),
    angle: image.positionerPrimaryAngleDeg === null ? '' : `${format.number(image.positionerPrimaryAngleDeg, Number.isInteger(image.positionerPrimaryAngleDeg) ? 0 : 1)}°`,
    relativeExposure: image.relativeXRayExposure === null ? '' : String(image.relativeXRayExposure),
    entranceDose: quantity(image.entranceDoseMGy, 'mGy', 2), organDose: quantity(image.organDoseMGy, 'mGy', 2), reason: image.reasons.join(' ; '),
    lossy: image.lossyImageCompression ? strings.yes : strings.no, burnedIn: flag(image.burnedInAnnotation), intent: image.presentationIntentType,
    orientation: image.patientOrientation?.join(' \\ ') ?? '', detectorSpacing: pair(image.imagerPixelSpacing), pixelSpacing: pair(image.pixelSpacing),
    magnification: image.estimatedRadiographicMagnificationFactor === null ? '' : `× ${format.number(image.estimatedRadiographicMagnificationFactor, 2)}`,
    bits: String(image.bitsStored), imageType: image.imageType.join(' \\ '), sopInstance: image.sopInstanceUID,
  }
}

export function itemsOf(image: ImageDescriptor, patient: WorklistRow, language: Language): Item[] {
  const values = valuesOf(image, patient, language)
  return (Object.keys(attributes) as ItemKey[]).map((key) => ({ key, value: values[key], attribute: attributes[key][0], tag: attributes[key][1].split('; ').map((tag) => `(${tag})`).join(' ') }))
}
