/** What a test stores: a black square of a patient who is none, in one exam for each source. DICOM has no way to remove an
 *  object, so whoever runs the PACS must recognise it. */
import { derivedUid, encodePart10, newUid } from '../dicom/index.ts'

export interface TestObject { readonly studyInstanceUID: string; readonly seriesInstanceUID: string; readonly sopInstanceUID: string; readonly part10: Uint8Array }

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'
const side = 16

export function buildTestObject(sourceId: string, now: Date): TestObject {
  const studyInstanceUID = derivedUid(`test of source ${sourceId}`), seriesInstanceUID = derivedUid(`test series of source ${sourceId}`), sopInstanceUID = newUid()
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`, time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  return {
    studyInstanceUID, seriesInstanceUID, sopInstanceUID,
    part10: encodePart10({
      SpecificCharacterSet: 'ISO_IR 192', SOPClassUID: secondaryCapture, SOPInstanceUID: sopInstanceUID,
      // One study, one date: that of the object tells when.
      StudyDate: '', StudyTime: '', InstanceCreationDate: date, InstanceCreationTime: time, AccessionNumber: '', ReferringPhysicianName: '',
      Modality: 'OT', ConversionType: 'SYN', Manufacturer: 'Binocle', StudyDescription: 'Essai de raccordement', SeriesDescription: 'Essai de raccordement',
      PatientName: 'ESSAI^BINOCLE', PatientID: 'BINOCLE-ESSAI', PatientBirthDate: '', PatientSex: '',
      StudyInstanceUID: studyInstanceUID, SeriesInstanceUID: seriesInstanceUID, StudyID: '1', SeriesNumber: 1, InstanceNumber: 1, PatientOrientation: '', Laterality: '',
      SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', Rows: side, Columns: side, BitsAllocated: 8, BitsStored: 8, HighBit: 7, PixelRepresentation: 0,
      PixelData: new Uint8Array(side * side),
    }),
  }
}
