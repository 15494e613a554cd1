/** The image descriptor of the contract from a dataset: attributes as they stand, no value invented, no pixel read.
 *  Enhanced objects give theirs in functional groups (PS3.3 C.7.6.16): shared, else those of the first frame. */
import type { ImageDescriptor, SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '../contract/index.ts'
import { acquisitionTime, origin, technique } from './acquisition.ts'
import { tagOf } from './attributes.ts'
import { items, malformed, missing, number, requiredInteger, text, texts, type Dataset } from './dataset.ts'
import { perFrameAttributes, sharedAttributes } from './frame-attributes.ts'
import { objectGroups, type FindGroup } from './functional-groups.ts'
import type { DicomIdentity } from './inspection.ts'
import { lookUpTables } from './look-up-tables.ts'
import { overlayPlanes } from './overlays.ts'
import type { PixelShape } from './pixel-data.ts'
import { privateTomosynthesis } from './private-tomosynthesis.ts'
import { reasons, sourceImages } from './provenance.ts'
import { displayShutter } from './shutter.ts'
import { code, spacing } from './values.ts'

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
  const group = objectGroups(dataset)
  const measures = group('PixelMeasuresSequence')
  const view = items(dataset, 'ViewCodeSequence')[0]
  const shared = sharedAttributes(dataset, signed)
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
    ...acquisitionTime(dataset),

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

    ...shared,
    rescaleType: text(group('PixelValueTransformationSequence'), 'RescaleType'),
    modalityLut: modalityLut(dataset, signed),
    // MONOCHROME1 shows its lowest value white, which is what INVERSE says (PS3.3 C.8.11.3.1.2).
    presentationLutShape: text(dataset, 'PresentationLUTShape') === 'INVERSE' || photometricInterpretation === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
    presentationIntentType: text(dataset, 'PresentationIntentType'),
    displayShutter: displayShutter(dataset),
    ...overlayPlanes(dataset, frames),

    pixelSpacing: spacing(measures, 'PixelSpacing'),
    pixelSpacingCalibrationType: text(dataset, 'PixelSpacingCalibrationType'),
    imagerPixelSpacing: spacing(dataset, 'ImagerPixelSpacing'),
    estimatedRadiographicMagnificationFactor: number(dataset, 'EstimatedRadiographicMagnificationFactor'),
    frameOfReferenceUID: text(dataset, 'FrameOfReferenceUID'),
    sliceThickness: number(measures, 'SliceThickness'),
    perFrame: perFrameAttributes(dataset, frames, signed, shared),
    recommendedDisplayFrameRate: number(dataset, 'RecommendedDisplayFrameRate'),

    imageLaterality: laterality(dataset, group),
    lateralities: {
      image: text(dataset, 'ImageLaterality'), series: text(dataset, 'Laterality'), frame: text(group('FrameAnatomySequence'), 'FrameLaterality'),
    },
    viewPosition: text(dataset, 'ViewPosition'),
    viewCode: view === undefined ? null : code(view),
    viewModifierCodes: (view === undefined ? [] : items(view, 'ViewModifierCodeSequence')).map(code),
    partialView: text(dataset, 'PartialView') === 'YES',
    partialViewCodes: items(dataset, 'PartialViewCodeSequence').map(code),
    breastImplantPresent: text(dataset, 'BreastImplantPresent'),
    anatomicRegion: anatomicRegion(dataset, group),
    burnedInAnnotation: text(dataset, 'BurnedInAnnotation'),
    imageType: texts(dataset, 'ImageType'),
    volumetricProperties: text(dataset, 'VolumetricProperties'),
    volumeBasedCalculationTechnique: text(dataset, 'VolumeBasedCalculationTechnique'),
    hasContributingSources: items(dataset, 'ContributingSourcesSequence').length > 0,
    privateTomosynthesis: privateTomosynthesis(dataset),
    sourceImages: sourceImages(dataset),

    ...technique(dataset),
    reasons: reasons(dataset),
    ...origin(dataset),
  }
}

/** Processes that lose by definition; JPEG-LS and JPEG 2000 of either kind say so in the dataset. */
const lossySyntaxes = new Set(['1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51'])

function modalityLut(dataset: Dataset, signed: boolean) {
  const [lut] = lookUpTables(dataset, 'ModalityLUTSequence', signed)
  // Without its table every value of this image would be wrong.
  if (lut === null) throw malformed(tagOf('ModalityLUTSequence'))
  return lut ?? null
}

function laterality(dataset: Dataset, group: FindGroup): ImageDescriptor['imageLaterality'] {
  const value = [text(dataset, 'ImageLaterality'), text(group('FrameAnatomySequence'), 'FrameLaterality'), text(dataset, 'Laterality')].find((side) => side !== '')
  return value === 'R' || value === 'L' || value === 'B' ? value : ''
}

function anatomicRegion(dataset: Dataset, group: FindGroup): ImageDescriptor['anatomicRegion'] {
  const [region] = [dataset, group('FrameAnatomySequence')].flatMap((place) => items(place, 'AnatomicRegionSequence'))
  return region === undefined ? null : code(region)
}
