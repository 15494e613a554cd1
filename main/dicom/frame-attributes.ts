/** What may differ from frame to frame: place, direction, windows and tables, rescale (PS3.3 C.7.6.16.2.3, .4, .9, .10,
 *  .15). Read once for the object and once for each frame; a frame keeps only what differs from the object. */
import { isDeepStrictEqual } from 'node:util'
import type { FrameAttributes, ImageDescriptor } from '../contract/index.ts'
import { patientAxes } from '../domain/geometry/index.ts'
import { number, numbers, text, texts, type Dataset } from './dataset.ts'
import { frameGroups, objectGroups, type FindGroup } from './functional-groups.ts'
import { lookUpTables } from './look-up-tables.ts'
import { vector } from './values.ts'

/** Of the object, in full. */
export function sharedAttributes(dataset: Dataset, signed: boolean): Required<FrameAttributes> {
  return read(objectGroups(dataset), dataset, signed)
}

/** Null when every frame is as the object says. */
export function perFrameAttributes(dataset: Dataset, frames: number, signed: boolean, shared: Required<FrameAttributes>): FrameAttributes[] | null {
  const all = frameGroups(dataset, frames).map((group) => differing(read(group, dataset, signed), shared))
  return all.every((own) => Object.keys(own).length === 0) ? null : all
}

function differing(own: Required<FrameAttributes>, shared: Required<FrameAttributes>): FrameAttributes {
  return Object.fromEntries(Object.entries(own).filter(([name, value]) => !isDeepStrictEqual(value, shared[name as keyof FrameAttributes])))
}

function read(group: FindGroup, dataset: Dataset, signed: boolean): Required<FrameAttributes> {
  const voi = group('FrameVOILUTSequence')
  const luts = lookUpTables(voi, 'VOILUTSequence', signed)
  const values = group('PixelValueTransformationSequence')
  const plane = group('PlaneOrientationSequence')
  const imageOrientationPatient = vector(plane, 'ImageOrientationPatient', 6)
  return {
    imagePositionPatient: vector(group('PlanePositionSequence'), 'ImagePositionPatient', 3),
    imageOrientationPatient,
    patientOrientation: orientation(group('PatientOrientationInFrameSequence')) ?? orientation(dataset)
      // Reconstructed planes often say where they lie in millimetres only, which says the directions too.
      ?? (plane === dataset || imageOrientationPatient === null ? null : patientAxes(imageOrientationPatient)),
    windows: windows(voi),
    voiLutFunction: voiLutFunction(voi),
    voiLuts: luts.filter((lut) => lut !== null),
    greyScaleFaults: faults(voi, luts.includes(null)),
    rescaleSlope: number(values, 'RescaleSlope') || 1,
    rescaleIntercept: number(values, 'RescaleIntercept') ?? 0,
  }
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

/** What is left out above, to be said where the image is shown. */
function faults(voi: Dataset, lacksLut: boolean): ImageDescriptor['greyScaleFaults'] {
  const asked = numbers(voi, 'WindowCenter').length
  return [
    ...lacksLut ? ['voi-lut-unreadable' as const] : [],
    ...['', 'LINEAR', 'LINEAR_EXACT', 'SIGMOID'].includes(text(voi, 'VOILUTFunction')) ? [] : ['voi-lut-function-unknown' as const],
    ...windows(voi).length < asked ? ['window-unusable' as const] : [],
  ]
}

function voiLutFunction(voi: Dataset): ImageDescriptor['voiLutFunction'] {
  const value = text(voi, 'VOILUTFunction')
  return value === 'SIGMOID' || value === 'LINEAR_EXACT' ? value : 'LINEAR'
}

function orientation(dataset: Dataset): [string, string] | null {
  const [row, column] = texts(dataset, 'PatientOrientation')
  return row === undefined || column === undefined || row === '' || column === '' ? null : [row, column]
}
