/** The demonstration mammograms: four views of one exam with a subtle mass in the left breast, and four of two years
 *  before, from another detector with another pixel, processing and padding. (PS3.3 A.26, C.8.11) */
import { encodePart10, type Attributes } from '../dicom/index.ts'
import { demoAttributes, type DemoStudy } from './demo-attributes.ts'
import { demoUid } from './demo-uids.ts'
import type { View } from './breast-shape.ts'
import type { Lesion } from './breast-tissue.ts'
import { mammogramPixels, type MammogramOptions } from './mammogram-pixels.ts'

export interface DemoObject { name: string; part10: Uint8Array<ArrayBuffer> }

const forPresentation = '1.2.840.10008.5.1.4.1.1.1.2'
const patient = { patientName: 'EXEMPLE^Mammographie', patientID: 'DEMO-MG-1', birthDate: '19680412', sex: 'F', referringPhysicianName: '' } as const

export interface Exam {
  study: DemoStudy
  rows: number
  columns: number
  /** Millimetres between pixel centres at the detector. */
  spacing: number
  noiseSeed: number
  tone: MammogramOptions['tone']
  shift: MammogramOptions['shift']
  greyScale: Attributes
  detector: Attributes
  lesion: Partial<Record<View, Lesion>>
}

const exams: readonly Exam[] = [
  {
    study: { key: 'mammographie 2025', ...patient, date: '20250310', time: '101500', accessionNumber: 'DEMO-2025-0310', description: 'Mammographie de dépistage' },
    rows: 1664, columns: 1280, spacing: 0.14, noiseSeed: 500, tone: { fat: 640, gain: 2950, noise: 20 }, shift: { x: 0, y: 0, degrees: 0 },
    greyScale: {
      WindowCenter: [1900, 2300, 1500], WindowWidth: [3600, 2400, 3000], WindowCenterWidthExplanation: ['NORMAL', 'GLANDE', 'PEAU'],
      VOILUTFunction: 'LINEAR', PixelPaddingValue: 0,
    },
    detector: { DetectorID: 'DEMO-A', DetectorElementSpacing: [0.07, 0.07], DetectorElementPhysicalSize: [0.07, 0.07], KVP: 29, ExposureTime: 840, XRayTubeCurrent: 100, Exposure: 84, ExposureInuAs: 84000, BodyPartThickness: 54, CompressionForce: 102 },
    lesion: { CC: { x: 36, y: 77, radius: 5, strength: 0.36 }, MLO: { x: 55, y: 84, radius: 5, strength: 0.36 } },
  },
  {
    study: { key: 'mammographie 2023', ...patient, date: '20230306', time: '093000', accessionNumber: 'DEMO-2023-0306', description: 'Mammographie de dépistage' },
    rows: 1240, columns: 956, spacing: 0.1882, noiseSeed: 700, tone: { fat: 820, gain: 2600, noise: 26 }, shift: { x: 2.5, y: -3, degrees: 1.6 },
    greyScale: {
      WindowCenter: [1750, 1900, 1650], WindowWidth: [2900, 2100, 3800], WindowCenterWidthExplanation: ['NORMAL', 'HARDER', 'SOFTER'],
      VOILUTFunction: 'SIGMOID', PixelPaddingValue: 0, PixelPaddingRangeLimit: 60,
    },
    detector: { DetectorID: 'DEMO-B', DetectorElementSpacing: [0.0941, 0.0941], DetectorElementPhysicalSize: [0.0941, 0.0941], KVP: 28, ExposureTime: 900, XRayTubeCurrent: 100, Exposure: 90, ExposureInuAs: 90000, BodyPartThickness: 56, CompressionForce: 95 },
    lesion: {},
  },
]

export interface ViewOfBreast { name: string; side: 'R' | 'L'; view: View; orientation: readonly [string, string]; anatomySeed: number; lean: number }

const views: readonly ViewOfBreast[] = [
  { name: 'RCC', side: 'R', view: 'CC', orientation: ['P', 'L'], anatomySeed: 11, lean: 1.2 },
  { name: 'LCC', side: 'L', view: 'CC', orientation: ['A', 'R'], anatomySeed: 21, lean: 0 },
  { name: 'RMLO', side: 'R', view: 'MLO', orientation: ['P', 'FL'], anatomySeed: 111, lean: -1.4 },
  { name: 'LMLO', side: 'L', view: 'MLO', orientation: ['A', 'FR'], anatomySeed: 121, lean: 0 },
]

export const viewCodes: Record<View, Attributes> = {
  CC: { CodeValue: '399162004', CodingSchemeDesignator: 'SCT', CodeMeaning: 'cranio-caudal' },
  MLO: { CodeValue: '399368009', CodingSchemeDesignator: 'SCT', CodeMeaning: 'medio-lateral oblique' },
}

export function* mammogramStudies(): Generator<DemoObject> {
  for (const exam of exams) for (const [index, view] of views.entries()) yield mammogram(exam, view, index)
}

const pixelsOf = (exam: Exam, { side, view, anatomySeed, lean }: ViewOfBreast, index: number): Uint16Array => mammogramPixels({
  view, rows: exam.rows, columns: exam.columns, spacing: exam.spacing, mirrored: side === 'R', anatomySeed, noiseSeed: exam.noiseSeed + index, tone: exam.tone,
  lesion: side === 'L' ? (exam.lesion[view] ?? null) : null,
  shift: { x: exam.shift.x + lean, y: exam.shift.y + 2 * lean, degrees: exam.shift.degrees + lean },
})

export function mammogram(exam: Exam, breast: ViewOfBreast, index: number, pixels: Uint16Array = pixelsOf(exam, breast, index)): DemoObject {
  const { study, rows, columns, spacing } = exam
  const { name, side, view, orientation } = breast
  const time = String(Number(study.time) + 100 * (index + 1)).padStart(6, '0')
  const dataset: Attributes = {
    ...demoAttributes(study, { key: name, number: index + 1, modality: 'MG', description: `${side === 'R' ? 'D' : 'G'} ${view}` }, { key: name, number: 1, time, sopClassUID: forPresentation }),
    ImageType: ['DERIVED', 'PRIMARY', ''],
    PresentationIntentType: 'FOR PRESENTATION',
    AnatomicRegionSequence: [{ CodeValue: '76752008', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Breast' }],
    BodyPartExamined: 'BREAST',
    DistanceSourceToDetector: 660,
    DistanceSourceToPatient: 660,
    EstimatedRadiographicMagnificationFactor: 1,
    AnodeTargetMaterial: 'TUNGSTEN',
    FilterType: 'FLAT',
    FilterMaterial: 'RHODIUM',
    ViewPosition: view,
    PositionerType: 'MAMMOGRAPHIC',
    PositionerPrimaryAngle: view === 'CC' ? 0 : side === 'R' ? -45 : 45,
    DetectorType: 'DIRECT',
    DetectorConfiguration: 'AREA',
    DetectorActiveShape: 'RECTANGLE',
    DetectorActiveDimensions: [rows * spacing, columns * spacing],
    FieldOfViewShape: 'RECTANGLE',
    FieldOfViewDimensions: [Math.round(rows * spacing), Math.round(columns * spacing)],
    FieldOfViewOrigin: [0, 0],
    FieldOfViewRotation: 0,
    FieldOfViewHorizontalFlip: 'NO',
    ImagerPixelSpacing: [spacing, spacing],
    ...exam.detector,
    AcquisitionNumber: index + 1,
    PatientOrientation: orientation,
    ImageLaterality: side,
    FrameOfReferenceUID: demoUid(`${study.key} ${name} frame`),
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    QualityControlImage: 'NO',
    BurnedInAnnotation: 'NO',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    ...exam.greyScale,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    BreastImplantPresent: 'NO',
    PartialView: 'NO',
    LossyImageCompression: '00',
    AcquisitionContextSequence: [],
    OrganDose: 0.014,
    OrganExposed: 'BREAST',
    EntranceDoseInmGy: 5.2,
    ViewCodeSequence: [{ ...viewCodes[view], ViewModifierCodeSequence: [] }],
    PresentationLUTShape: 'IDENTITY',
    PixelData: pixels,
  }
  return { name: `${study.accessionNumber}-${name}.dcm`, part10: encodePart10(dataset) }
}
