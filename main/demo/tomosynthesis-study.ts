/** The demonstration of tomosynthesis: slices of a left breast in two views, each with its synthetic mammogram, as a
 *  device that makes no conventional 2D sends them. (PS3.3 A.55, C.8.21.2, C.8.21.3) */
import { encodePart10, type Attributes } from '../dicom/index.ts'
import type { View } from './breast-shape.ts'
import { demoAttributes, type DemoStudy } from './demo-attributes.ts'
import { demoUid } from './demo-uids.ts'
import { mammogram, viewCodes, type DemoObject, type Exam } from './mammogram-study.ts'
import { layersOf, syntheticPixels, tomosynthesisPixels, type Layer, type VolumeOptions } from './tomosynthesis-pixels.ts'

const breastTomosynthesis = '1.2.840.10008.5.1.4.1.1.13.1.3'
const projection = '1.2.840.10008.5.1.4.1.1.13.1.4'

export const demoTomosynthesis: DemoStudy = {
  key: 'tomosynthèse 2025', patientName: 'EXEMPLE^Tomosynthèse', patientID: 'DEMO-MG-2', birthDate: '19710923', sex: 'F', referringPhysicianName: '',
  date: '20250313', time: '110000', accessionNumber: 'DEMO-2025-0313', description: 'Mammographie gauche, tomosynthèse',
}

export interface TomosynthesisOptions {
  study: DemoStudy
  view: View
  slices: number
  rows: number
  columns: number
  /** Millimetres between pixel centres, and between slices. */
  spacing: number
  thickness: number
}

/** 232 mm high, 112 mm from the chest wall. */
const small = { slices: 18, rows: 1160, columns: 560, spacing: 0.2, thickness: 2 } as const

export function* tomosynthesisStudies(): Generator<DemoObject> {
  for (const [index, view] of (['CC', 'MLO'] as const).entries()) {
    const options = { ...small, study: demoTomosynthesis, view }
    const layers = layersOf(volume(options, index))
    yield tomosynthesis(options, index, layers)
    yield synthetic(view, index, layers)
  }
}

const lesions = { CC: { x: 46, y: 98, radius: 5, strength: 0.5 }, MLO: { x: 58, y: 104, radius: 5, strength: 0.5 } } as const
const tone = { fat: 640, gain: 2950, noise: 34 }
const anatomySeeds = { CC: 31, MLO: 131 } as const

const volume = (options: TomosynthesisOptions, index: number): VolumeOptions => ({
  ...options, mirrored: false, anatomySeed: anatomySeeds[options.view], noiseSeed: 900 + index, tone, shift: { x: 0, y: 0, degrees: 0 }, lesion: lesions[options.view],
})

export function tomosynthesis(options: TomosynthesisOptions, index: number, layers: readonly Layer[] = layersOf(volume(options, index))): DemoObject {
  const { slices, rows, columns } = options
  const pixels = new Uint16Array(slices * rows * columns)
  let slice = 0
  for (const one of tomosynthesisPixels(layers, volume(options, index))) pixels.set(one, slice++ * rows * columns)
  return { name: `${options.study.accessionNumber}-L${options.view}-3D.dcm`, part10: encodePart10(dataset(options, index, pixels)) }
}

/** Of the same grid as the slices: the field of a conventional mammogram, in smaller pixels. */
function synthetic(view: View, index: number, layers: readonly Layer[]): DemoObject {
  const base = volume({ ...small, study: demoTomosynthesis, view }, index)
  const flat = { rows: 1664, columns: 860, spacing: 0.14, tone: { ...tone, noise: 16 }, shift: base.shift, noiseSeed: 950 + index }
  const exam: Exam = {
    study: demoTomosynthesis, ...flat, lesion: {},
    greyScale: {
      // Value 4 says that it was computed from slices (PS3.3 C.8.11.7.1.4).
      ImageType: ['DERIVED', 'PRIMARY', '', 'GENERATED_2D'], WindowCenter: 1900, WindowWidth: 3600, WindowCenterWidthExplanation: 'NORMAL', VOILUTFunction: 'LINEAR', PixelPaddingValue: 0,
    },
    detector: { DetectorID: 'DEMO-C', DetectorElementSpacing: [0.07, 0.07], DetectorElementPhysicalSize: [0.07, 0.07], KVP: 31, ExposureTime: 900, XRayTubeCurrent: 100, Exposure: 90, ExposureInuAs: 90000, BodyPartThickness: 40, CompressionForce: 98 },
  }
  const pixels = syntheticPixels(layers, { ...base, ...flat })
  return mammogram(exam, { name: `L${view}-2D`, side: 'L', view, orientation: view === 'CC' ? ['A', 'R'] : ['A', 'FR'], anatomySeed: anatomySeeds[view], lean: 0 }, 2 * index + 1, pixels)
}

const code = (value: string, meaning: string): Attributes => ({ CodeValue: value, CodingSchemeDesignator: 'SCT', CodeMeaning: meaning })
const when = `${demoTomosynthesis.date}${demoTomosynthesis.time}`
const frameType = { FrameType: ['DERIVED', 'PRIMARY', 'TOMOSYNTHESIS', 'NONE'], PixelPresentation: 'MONOCHROME', VolumetricProperties: 'VOLUME', VolumeBasedCalculationTechnique: 'NONE' } as const

/** Planes of a left breast: craniocaudal from the head down, oblique at 45 degrees from medial to lateral. Columns run
 *  away from the chest wall (forwards), rows down the image. */
const planes = {
  CC: { rows: [0, -1, 0], columns: [-1, 0, 0], normal: [0, 0, -1] },
  MLO: { rows: [0, -1, 0], columns: [-Math.SQRT1_2, 0, -Math.SQRT1_2], normal: [Math.SQRT1_2, 0, -Math.SQRT1_2] },
} as const

function dataset({ study: of, view, slices, rows, columns, spacing, thickness }: TomosynthesisOptions, index: number, pixels: Uint16Array): Attributes {
  const name = `L${view}-3D`
  const dimension = demoUid(`${of.key} dimension`)
  const plane = planes[view]
  const { AcquisitionDate: _date, AcquisitionTime: _time, ...common } = demoAttributes(of, { key: name, number: 11 + index, modality: 'MG', description: `G ${view} tomosynthèse` }, { key: name, number: 1, time: of.time, sopClassUID: breastTomosynthesis })
  return {
    ...common, ImageType: frameType.FrameType, PixelPresentation: 'MONOCHROME', VolumetricProperties: 'VOLUME', VolumeBasedCalculationTechnique: 'NONE',
    ContentQualification: 'RESEARCH', BodyPartExamined: 'BREAST', FrameOfReferenceUID: demoUid(`${of.key} ${name} frame`), PositionReferenceIndicator: '',
    SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', NumberOfFrames: slices, Rows: rows, Columns: columns, BitsAllocated: 16, BitsStored: 12, HighBit: 11, PixelRepresentation: 0,
    PixelPaddingValue: 0, BurnedInAnnotation: 'NO', LossyImageCompression: '00', PresentationLUTShape: 'IDENTITY', BreastImplantPresent: 'NO', PartialView: 'NO', ImageComments: '',
    ViewCodeSequence: [{ ...viewCodes[view], ViewModifierCodeSequence: [] }], AcquisitionContextSequence: [],
    ContributingSourcesSequence: [contributing(of, name, rows, columns)],
    XRay3DAcquisitionSequence: [acquisition(rows * spacing, columns * spacing, slices * thickness)],
    XRay3DReconstructionSequence: [{
      ReconstructionDescription: 'layers', ApplicationName: 'Binocle', ApplicationVersion: '1', ApplicationManufacturer: 'Binocle', AlgorithmType: 'FILTER_BACK_PROJ', AlgorithmDescription: 'generated', AcquisitionIndex: 1,
    }],
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: dimension }],
    DimensionIndexSequence: [{ DimensionOrganizationUID: dimension, DimensionIndexPointer: 0x00200032, FunctionalGroupPointer: 0x00209113, DimensionDescriptionLabel: 'Slice' }],
    SharedFunctionalGroupsSequence: [{
      PixelMeasuresSequence: [{ PixelSpacing: [spacing, spacing], SliceThickness: thickness, SpacingBetweenSlices: thickness }],
      PlaneOrientationSequence: [{ ImageOrientationPatient: [...plane.rows, ...plane.columns].map((cosine) => Number(cosine.toFixed(6))) }],
      FrameAnatomySequence: [{ AnatomicRegionSequence: [code('76752008', 'Breast')], FrameLaterality: 'L' }],
      PixelValueTransformationSequence: [{ RescaleIntercept: 0, RescaleSlope: 1, RescaleType: 'US' }],
      FrameVOILUTSequence: [{ WindowCenter: 1700, WindowWidth: 3000, WindowCenterWidthExplanation: 'NORMAL' }],
    }],
    PerFrameFunctionalGroupsSequence: Array.from({ length: slices }, (_, slice): Attributes => ({
      FrameContentSequence: [{ FrameAcquisitionNumber: 1, FrameReferenceDateTime: when, FrameAcquisitionDateTime: when, FrameAcquisitionDuration: 4000, StackID: '1', InStackPositionNumber: slice + 1, DimensionIndexValues: slice + 1 }],
      PlanePositionSequence: [{ ImagePositionPatient: plane.normal.map((cosine) => Number((cosine * slice * thickness).toFixed(4))) }],
      XRay3DFrameTypeSequence: [{ ...frameType, ReconstructionIndex: 1 }],
    })),
    PixelData: pixels,
  }
}

const contributing = (of: DemoStudy, name: string, rows: number, columns: number): Attributes => ({
  Manufacturer: 'Binocle', ManufacturerModelName: 'Générateur de démonstration', DeviceSerialNumber: 'DEMO-1', SoftwareVersions: '1', AcquisitionDateTime: when,
  DetectorElementSpacing: [0.07, 0.07], DetectorType: 'DIRECT', DetectorID: 'DEMO-C', DateOfLastDetectorCalibration: of.date, TimeOfLastDetectorCalibration: '080000',
  Rows: rows, Columns: columns, BitsStored: 12, LossyImageCompression: '00',
  ContributingSOPInstancesReferenceSequence: [{
    StudyInstanceUID: demoUid(of.key),
    ReferencedSeriesSequence: [{
      SeriesInstanceUID: demoUid(`${of.key} ${name} projections`), SeriesNumber: 10,
      ReferencedInstanceSequence: [{ ReferencedSOPClassUID: projection, ReferencedSOPInstanceUID: demoUid(`${of.key} ${name} projection`), InstanceNumber: 1 }],
    }],
  }],
})

const acquisition = (height: number, width: number, thickness: number): Attributes => ({
  KVP: 31, XRayTubeCurrentInmA: 190, ExposureTimeInms: 273, ExposureInmAs: 52, FocalSpots: 0.3, AnodeTargetMaterial: 'TUNGSTEN', FilterMaterial: 'ALUMINUM', FilterType: 'FLAT',
  FilterThicknessMinimum: 0.7, FilterThicknessMaximum: 0.7, Grid: 'NONE', BodyPartThickness: thickness, CompressionForce: 98, FieldOfViewShape: 'RECTANGLE', FieldOfViewDimensionsInFloat: [height, width],
  FieldOfViewOrigin: [0, 0], FieldOfViewRotation: 0, FieldOfViewHorizontalFlip: 'NO', PrimaryPositionerScanArc: 15, PrimaryPositionerScanStartAngle: -7.5, PrimaryPositionerIncrement: 1,
  SecondaryPositionerScanArc: 0, SecondaryPositionerScanStartAngle: 0, SecondaryPositionerIncrement: 0, DistanceSourceToDetector: 700, DistanceSourceToPatient: 675,
  EstimatedRadiographicMagnificationFactor: 1.037, OrganDose: 0.02, EntranceDoseInmGy: 7, ExposureControlMode: 'AUTOMATIC', ExposureControlModeDescription: 'AEC', HalfValueLayer: 0.5,
  XRayReceptorType: 'DIGITAL_DETECTOR', DetectorTemperature: 29.9, PaddleDescription: '24X29',
  PerProjectionAcquisitionSequence: Array.from({ length: 15 }, (_, shot): Attributes => ({
    PositionerPrimaryAngle: shot - 7, PositionerSecondaryAngle: 0, ExposureTimeInms: 18.2, XRayTubeCurrentInmA: 190, ExposureInmAs: 3.5, RelativeXRayExposure: 28,
  })),
})
