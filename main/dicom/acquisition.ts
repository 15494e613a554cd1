/** How an image was taken: technique, dose, device (PS3.3 C.8.7.2, C.8.11.5, C.8.11.7). Reconstructed tomosynthesis gives
 *  the technique in X-Ray 3D Acquisition Sequence and the detector in Contributing Sources Sequence (C.8.21). */
import type { ImageDescriptor } from '../contract/index.ts'
import type { Keyword } from './attributes.ts'
import { items, number, text, texts, type Dataset } from './dataset.ts'
import { personName } from './describe-study.ts'

type Technique = Pick<ImageDescriptor,
  | 'kvp' | 'exposureMas' | 'bodyPartThicknessMm' | 'compressionForceN' | 'exposureTimeMs' | 'anodeTargetMaterial' | 'filterMaterial'
  | 'positionerPrimaryAngleDeg' | 'relativeXRayExposure' | 'entranceDoseMGy' | 'organDoseMGy'>

export function technique(dataset: Dataset): Technique {
  const value = (keyword: Keyword): number | null => number(sourceOf(dataset, keyword), keyword)
  return {
    kvp: value('KVP'),
    exposureMas: value('ExposureInmAs') ?? divided(value('ExposureInuAs'), 1000) ?? value('Exposure'),
    bodyPartThicknessMm: value('BodyPartThickness'),
    compressionForceN: value('CompressionForce'),
    exposureTimeMs: value('ExposureTimeInms') ?? value('ExposureTime'),
    anodeTargetMaterial: text(sourceOf(dataset, 'AnodeTargetMaterial'), 'AnodeTargetMaterial'),
    filterMaterial: texts(sourceOf(dataset, 'FilterMaterial'), 'FilterMaterial').join(', '),
    positionerPrimaryAngleDeg: value('PositionerPrimaryAngle'),
    relativeXRayExposure: value('RelativeXRayExposure'),
    entranceDoseMGy: value('EntranceDoseInmGy') ?? decigray(value('EntranceDose')),
    organDoseMGy: decigray(value('OrganDose')),
  }
}

type Origin = Pick<ImageDescriptor,
  | 'operatorsName' | 'manufacturer' | 'manufacturerModelName' | 'deviceSerialNumber' | 'detectorID' | 'stationName' | 'softwareVersions'
  | 'institutionName' | 'institutionAddress'>

export function origin(dataset: Dataset): Origin {
  return {
    operatorsName: personName(text(dataset, 'OperatorsName')),
    manufacturer: text(dataset, 'Manufacturer'),
    manufacturerModelName: text(dataset, 'ManufacturerModelName'),
    deviceSerialNumber: text(dataset, 'DeviceSerialNumber'),
    detectorID: text(sourceOf(dataset, 'DetectorID'), 'DetectorID'),
    stationName: text(dataset, 'StationName'),
    softwareVersions: texts(dataset, 'SoftwareVersions').join(', '),
    institutionName: text(dataset, 'InstitutionName'),
    institutionAddress: text(dataset, 'InstitutionAddress'),
  }
}

/** DA and TM of the acquisition, else of the content. */
export function acquisitionTime(dataset: Dataset): Pick<ImageDescriptor, 'acquisitionDate' | 'acquisitionTime'> {
  const joined = text(sourceOf(dataset, 'AcquisitionDateTime'), 'AcquisitionDateTime')
  if (text(dataset, 'AcquisitionDate') !== '') return { acquisitionDate: text(dataset, 'AcquisitionDate'), acquisitionTime: text(dataset, 'AcquisitionTime') }
  if (/^\d{14}/.test(joined)) return { acquisitionDate: joined.slice(0, 8), acquisitionTime: joined.slice(8).replace(/[+-]\d{4}$/, '') }
  return { acquisitionDate: text(dataset, 'ContentDate'), acquisitionTime: text(dataset, 'ContentTime') }
}

/** The dataset, or the one acquisition or source that it was made from. Of several none speaks for the image. */
function sourceOf(dataset: Dataset, keyword: Keyword): Dataset {
  if (texts(dataset, keyword).length > 0) return dataset
  for (const sequence of ['XRay3DAcquisitionSequence', 'ContributingSourcesSequence'] as const) {
    const [only, second] = items(dataset, sequence)
    if (only !== undefined && second === undefined && texts(only, keyword).length > 0) return only
  }
  return dataset
}

/** Organ Dose (0040,0316) and Entrance Dose (0040,0302) are in decigray (PS3.3 C.4.16, C.8.7.8). */
const decigray = (value: number | null): number | null => (value === null ? null : value * 100)
const divided = (value: number | null, by: number): number | null => (value === null ? null : value / by)
