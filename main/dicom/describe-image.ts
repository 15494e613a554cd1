/** The image descriptor of the contract from a dataset: attributes as they stand, no value invented, no pixel read.
 *  Enhanced objects give theirs in functional groups (PS3.3 C.7.6.16): shared, else those of the first frame. */
import type { Code, ImageDescriptor, SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../contract/index.ts'
import { tagOf, type Keyword } from './attributes.ts'
import { items, malformed, missing, number, numbers, requiredInteger, text, texts, type Dataset } from './dataset.ts'
import { personName } from './describe-study.ts'
import type { DicomIdentity } from './inspection.ts'
import { lookUpTables } from './look-up-tables.ts'
import type { PixelShape } from './pixel-data.ts'

/** Image Pixel module (PS3.3 C.7.6.3), checked: without it no frame can be found or shown. */
export function pixelShape(dataset: Dataset): PixelShape {
  const bitsAllocated = requiredInteger(dataset, 'BitsAllocated', 1, 32)
  if (bitsAllocated !== 1 && bitsAllocated % 8 !== 0) throw malformed(tagOf('BitsAllocated'))
  const photometricInterpretation = text(dataset, 'PhotometricInterpretation')
  if (photometricInterpretation === '') throw missing('PhotometricInterpretation')
  const frames = text(dataset, 'NumberOfFrames') === '' ? 1 : requiredInteger(dataset, 'NumberOfFrames', 0, 2 ** 18)
  return {
    rows: requiredInteger(dataset, 'Rows', 1, 65535),
    columns: requiredInteger(dataset, 'Columns', 1, 65535),
    samplesPerPixel: requiredInteger(dataset, 'SamplesPerPixel', 1, 4),
    photometricInterpretation,
    bitsAllocated,
    bitsStored: requiredInteger(dataset, 'BitsStored', 1, bitsAllocated),
    frames: Math.max(frames, 1),
  }
}

export function describeImage(dataset: Dataset, identity: DicomIdentity): ImageDescriptor {
  const { rows, columns, samplesPerPixel, photometricInterpretation, bitsAllocated, bitsStored, frames } = pixelShape(dataset)
  const pixelRepresentation = number(dataset, 'PixelRepresentation') === 1 ? 1 : 0
  const signed = pixelRepresentation === 1
  const group = (sequence: GroupSequence) => functionalGroup(dataset, sequence)
  const measures = group('PixelMeasuresSequence')
  const values = group('PixelValueTransformationSequence')
  const voi = group('FrameVOILUTSequence')
  const view = items(dataset, 'ViewCodeSequence')[0]
  const [acquisitionDate, acquisitionTime] = acquisition(dataset)
  return {
    studyInstanceUID: identity.studyInstanceUID as StudyInstanceUID,
    seriesInstanceUID: identity.seriesInstanceUID as SeriesInstanceUID,
    sopInstanceUID: identity.sopInstanceUID as SOPInstanceUID,
    sopClassUID: identity.sopClassUID,
    transferSyntaxUID: identity.transferSyntaxUID,
    modality: text(dataset, 'Modality'),
    seriesNumber: number(dataset, 'SeriesNumber'),
    instanceNumber: number(dataset, 'InstanceNumber'),
    seriesDescription: text(dataset, 'SeriesDescription'),
    acquisitionDate,
    acquisitionTime,

    rows,
    columns,
    numberOfFrames: frames,
    samplesPerPixel,
    photometricInterpretation,
    planarConfiguration: number(dataset, 'PlanarConfiguration'),
    bitsAllocated,
    bitsStored,
    highBit: number(dataset, 'HighBit') ?? bitsStored - 1,
    pixelRepresentation,
    pixelPaddingValue: number(dataset, 'PixelPaddingValue', { signed }),
    pixelPaddingRangeLimit: number(dataset, 'PixelPaddingRangeLimit', { signed }),
    lossyImageCompression: text(dataset, 'LossyImageCompression') === '01' || lossySyntaxes.has(identity.transferSyntaxUID),

    rescaleSlope: number(values, 'RescaleSlope') || 1,
    rescaleIntercept: number(values, 'RescaleIntercept') ?? 0,
    rescaleType: text(values, 'RescaleType'),
    modalityLut: modalityLut(dataset, signed),
    windows: windows(voi),
    voiLutFunction: voiLutFunction(voi),
    voiLuts: lookUpTables(voi, 'VOILUTSequence', signed).filter((lut) => lut !== null),
    // MONOCHROME1 shows its lowest value white, which is what INVERSE says (PS3.3 C.8.11.3.1.2).
    presentationLutShape: text(dataset, 'PresentationLUTShape') === 'INVERSE' || photometricInterpretation === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
    presentationIntentType: text(dataset, 'PresentationIntentType'),
    displayShutter: null,
    overlays: [],
    unreadOverlays: [],

    pixelSpacing: spacing(measures, 'PixelSpacing'),
    pixelSpacingCalibrationType: text(dataset, 'PixelSpacingCalibrationType'),
    imagerPixelSpacing: spacing(dataset, 'ImagerPixelSpacing'),
    estimatedRadiographicMagnificationFactor: number(dataset, 'EstimatedRadiographicMagnificationFactor'),
    patientOrientation: orientation(dataset),
    imagePositionPatient: vector(group('PlanePositionSequence'), 'ImagePositionPatient', 3),
    imageOrientationPatient: vector(group('PlaneOrientationSequence'), 'ImageOrientationPatient', 6),
    frameOfReferenceUID: text(dataset, 'FrameOfReferenceUID'),
    sliceThickness: number(measures, 'SliceThickness'),
    perFrame: null,
    recommendedDisplayFrameRate: number(dataset, 'RecommendedDisplayFrameRate'),

    imageLaterality: laterality(dataset),
    lateralities: {
      image: text(dataset, 'ImageLaterality'), series: text(dataset, 'Laterality'), frame: text(functionalGroup(dataset, 'FrameAnatomySequence'), 'FrameLaterality'),
    },
    viewPosition: text(dataset, 'ViewPosition'),
    viewCode: view === undefined ? null : code(view),
    viewModifierCodes: (view === undefined ? [] : items(view, 'ViewModifierCodeSequence')).map(code),
    partialView: text(dataset, 'PartialView') === 'YES',
    partialViewCodes: items(dataset, 'PartialViewCodeSequence').map(code),
    breastImplantPresent: text(dataset, 'BreastImplantPresent'),
    anatomicRegion: items(dataset, 'AnatomicRegionSequence').map(code)[0] ?? null,
    burnedInAnnotation: text(dataset, 'BurnedInAnnotation'),
    imageType: texts(dataset, 'ImageType'),
    volumetricProperties: text(dataset, 'VolumetricProperties'),
    volumeBasedCalculationTechnique: text(dataset, 'VolumeBasedCalculationTechnique'),
    hasContributingSources: items(dataset, 'ContributingSourcesSequence').length > 0,
    privateTomosynthesis: null,
    sourceImages: [],

    kvp: number(dataset, 'KVP'),
    exposureMas: exposure(dataset),
    bodyPartThicknessMm: number(dataset, 'BodyPartThickness'),
    compressionForceN: number(dataset, 'CompressionForce'),
    exposureTimeMs: number(dataset, 'ExposureTime'),
    anodeTargetMaterial: text(dataset, 'AnodeTargetMaterial'),
    filterMaterial: texts(dataset, 'FilterMaterial').join(', '),
    positionerPrimaryAngleDeg: number(dataset, 'PositionerPrimaryAngle'),
    relativeXRayExposure: number(dataset, 'RelativeXRayExposure'),
    entranceDoseMGy: number(dataset, 'EntranceDoseInmGy'),
    organDoseMGy: decigray(number(dataset, 'OrganDose')),
    reasons: [],
    operatorsName: personName(text(dataset, 'OperatorsName')),
    manufacturer: text(dataset, 'Manufacturer'),
    manufacturerModelName: text(dataset, 'ManufacturerModelName'),
    deviceSerialNumber: text(dataset, 'DeviceSerialNumber'),
    detectorID: text(dataset, 'DetectorID'),
    stationName: text(dataset, 'StationName'),
    softwareVersions: texts(dataset, 'SoftwareVersions').join(', '),
    institutionName: text(dataset, 'InstitutionName'),
    institutionAddress: text(dataset, 'InstitutionAddress'),
  }
}

/** Processes that lose by definition; JPEG-LS and JPEG 2000 of either kind say so in the dataset. */
const lossySyntaxes = new Set(['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51'])

type GroupSequence = 'PixelMeasuresSequence' | 'PixelValueTransformationSequence' | 'FrameVOILUTSequence' | 'PlanePositionSequence' | 'PlaneOrientationSequence' | 'FrameAnatomySequence'

/** The item that holds these attributes: shared by all frames, of the first frame, or the dataset itself. */
function functionalGroup(dataset: Dataset, sequence: GroupSequence): Dataset {
  for (const groups of ['SharedFunctionalGroupsSequence', 'PerFrameFunctionalGroupsSequence'] as const) {
    const first = items(dataset, groups)[0]
    const item = first === undefined ? undefined : items(first, sequence)[0]
    if (item !== undefined) return item
  }
  return dataset
}

function modalityLut(dataset: Dataset, signed: boolean) {
  const [lut] = lookUpTables(dataset, 'ModalityLUTSequence', signed)
  // Without its table every value of this image would be wrong.
  if (lut === null) throw malformed(tagOf('ModalityLUTSequence'))
  return lut ?? null
}

/** Pairs whose width the function allows: LINEAR needs at least 1, the others more than 0 (PS3.3 C.11.2.1.2, .3). */
function windows(voi: Dataset): ImageDescriptor['windows'] {
  const widths = numbers(voi, 'WindowWidth')
  const explanations = texts(voi, 'WindowCenterWidthExplanation')
  const least = voiLutFunction(voi) === 'LINEAR' ? 1 : Number.MIN_VALUE
  return numbers(voi, 'WindowCenter').flatMap((center, index) => {
    const width = widths[index] ?? Number.NaN
    return Number.isFinite(center) && width >= least ? [{ center, width, explanation: explanations[index] ?? '' }] : []
  })
}

function voiLutFunction(voi: Dataset): ImageDescriptor['voiLutFunction'] {
  const value = text(voi, 'VOILUTFunction')
  return value === 'SIGMOID' || value === 'LINEAR_EXACT' ? value : 'LINEAR'
}

function spacing(dataset: Dataset, keyword: Keyword): [number, number] | null {
  const [row, column] = numbers(dataset, keyword)
  return row !== undefined && column !== undefined && row > 0 && column > 0 ? [row, column] : null
}

function vector(dataset: Dataset, keyword: Keyword, length: number): number[] | null {
  const values = numbers(dataset, keyword)
  return values.length === length && values.every(Number.isFinite) ? values : null
}

function orientation(dataset: Dataset): [string, string] | null {
  const [row, column] = texts(dataset, 'PatientOrientation')
  return row === undefined || column === undefined || row === '' || column === '' ? null : [row, column]
}

function laterality(dataset: Dataset): ImageDescriptor['imageLaterality'] {
  const anatomy = functionalGroup(dataset, 'FrameAnatomySequence')
  const value = [text(dataset, 'ImageLaterality'), text(anatomy, 'FrameLaterality'), text(dataset, 'Laterality')].find((side) => side !== '')
  return value === 'R' || value === 'L' || value === 'B' ? value : ''
}

function code(item: Dataset): Code {
  return { value: text(item, 'CodeValue') || text(item, 'LongCodeValue'), scheme: text(item, 'CodingSchemeDesignator'), meaning: text(item, 'CodeMeaning') }
}

function acquisition(dataset: Dataset): [string, string] {
  const joined = text(dataset, 'AcquisitionDateTime')
  if (text(dataset, 'AcquisitionDate') !== '') return [text(dataset, 'AcquisitionDate'), text(dataset, 'AcquisitionTime')]
  if (/^\d{14}/.test(joined)) return [joined.slice(0, 8), joined.slice(8).replace(/[+-]\d{4}$/, '')]
  return [text(dataset, 'ContentDate'), text(dataset, 'ContentTime')]
}

/** Organ Dose (0040,0316) is in decigray. */
const decigray = (value: number | null): number | null => (value === null ? null : value * 100)

/** Milliampere seconds, whichever unit the object uses. */
function exposure(dataset: Dataset): number | null {
  const micro = number(dataset, 'ExposureInuAs')
  return number(dataset, 'ExposureInmAs') ?? (micro === null ? number(dataset, 'Exposure') : micro / 1000)
}
