/** Holds the images of an exam and of its prior against everything that would make them say something wrong. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { isMagnified } from '../geometry/index.ts'
import { isForProcessing } from '../hanging/index.ts'
import { finding, type ImageFinding } from './finding.ts'
import { orientationFault } from './orientation.ts'
import { hasContradictorySides, isSpecimen, showsBoth, statedSides } from './side.ts'
import { spacingFault } from './spacing.ts'
import { examineStudy, type ExaminedPrior, type ExaminedStudy } from './study.ts'
import { viewFault } from './view.ts'

/** What concerns the exam first, then image by image in their order; of the prior only what its own images say. */
export function examineImages(study: ExaminedStudy, images: readonly ImageDescriptor[], prior: ExaminedPrior | null): ImageFinding[] {
  return [
    ...examineStudy(study, images, prior),
    ...images.flatMap((image) => examineImage(image, study.today)),
    ...prior === null ? [] : prior.images.flatMap((image) => examineImage(image, study.today)),
  ]
}

/** `today`: ISO day. */
export function examineImage(image: ImageDescriptor, today: string): ImageFinding[] {
  const isMammogram = image.modality === 'MG'
  const found: (ImageFinding | null)[] = [...isMammogram ? examineMammogram(image) : [], ...examineAny(image, today)]
  return found.filter((one) => one !== null)
}

type Said = readonly [code: ImageFinding['code'], params?: ImageFinding['params']] | null

function examineMammogram(image: ImageDescriptor): (ImageFinding | null)[] {
  const said: Said[] = [...sideOf(image), viewSaid(image), ...geometryOf(image), ...contentOf(image)]
  return said.map((one) => (one === null ? null : finding(one[0], image.sopInstanceUID, one[1])))
}

function sideOf(image: ImageDescriptor): Said[] {
  const sides = statedSides(image)
  if (hasContradictorySides(image)) return [['side-contradictory', Object.fromEntries(sides.map(({ by, side }) => [by, side]))]]
  if (sides.length === 0) return isSpecimen(image) ? [] : [['side-missing']]
  return image.imageLaterality === 'B' && !showsBoth(image) ? [['side-both']] : []
}

function viewSaid(image: ImageDescriptor): Said {
  const fault = isSpecimen(image) ? null : viewFault(image)
  const { value = '', scheme = '', meaning = '' } = image.viewCode ?? {}
  return fault === null ? null : [fault, { position: image.viewPosition, code: value, scheme, meaning }]
}

function geometryOf(image: ImageDescriptor): Said[] {
  const [orientation, spacing] = [orientationFault(image), spacingFault(image)]
  const [row, column] = image.imagerPixelSpacing ?? image.pixelSpacing ?? [0, 0]
  const factor = image.estimatedRadiographicMagnificationFactor ?? 1
  return [
    orientation === null ? null : [orientation, { orientation: image.patientOrientation?.join('\\') ?? '' }],
    spacing === null ? null : [spacing, { row, column, factor }],
    isMagnified(image) && spacing !== 'magnification-implausible' ? ['magnified', { factor }] : null,
  ]
}

function contentOf(image: ImageDescriptor): Said[] {
  return [
    isForProcessing(image) ? ['for-processing'] : null,
    image.bitsStored <= 8 ? ['eight-bits', { bits: image.bitsStored }] : null,
    image.partialView ? ['partial'] : null,
    image.breastImplantPresent === 'YES' ? ['implant'] : null,
    image.burnedInAnnotation === 'YES' ? ['burned-in'] : null,
    image.acquisitionDate === '' ? ['date-missing'] : null,
  ]
}

/** DA and ISO days compare once the hyphens are gone. */
const digits = (day: string): string => day.replaceAll('-', '')

function examineAny(image: ImageDescriptor, today: string): (ImageFinding | null)[] {
  const say = (code: ImageFinding['code'], params: ImageFinding['params'] = {}): ImageFinding => finding(code, image.sopInstanceUID, params)
  return [
    image.lossyImageCompression ? say('lossy') : null,
    image.unreadOverlays.length > 0 ? say('unread-overlays', { groups: image.unreadOverlays.join(', ') }) : null,
    digits(image.acquisitionDate) > digits(today) ? say('date-future', { date: image.acquisitionDate }) : null,
  ]
}
