/** What sort of mammographic image an object is (M40, M42, M43, M06): decided from SOP class, Image Type and what the
 *  object says it was computed from, never from Series Description alone and never from pixels. */
import type { ImageDescriptor } from '../../contract/image.ts'

/** `tomosynthesis-ct`: slices stored as CT images (older Hologic). `tomosynthesis-private`: a vendor's private form that
 *  holds no slices that can be read. `projection`: one of the exposures that the slices were computed from. */
export const mammogramKinds = ['acquired', 'synthetic', 'tomosynthesis', 'tomosynthesis-ct', 'tomosynthesis-private', 'projection', 'for-processing', 'other'] as const
export type MammogramKind = (typeof mammogramKinds)[number]

export type KindAttributes = Pick<ImageDescriptor,
  | 'sopClassUID' | 'modality' | 'imageType' | 'imageLaterality' | 'viewCode' | 'anatomicRegion' | 'numberOfFrames' | 'samplesPerPixel'
  | 'presentationIntentType' | 'volumeBasedCalculationTechnique' | 'hasContributingSources' | 'privateTomosynthesis' | 'seriesDescription'>

const STORAGE = '1.2.840.10008.5.1.4.1.1.'
const BREAST_TOMOSYNTHESIS = `${STORAGE}13.1.3`
const PROJECTIONS = [`${STORAGE}13.1.4`, `${STORAGE}13.1.5`]
const CT = [`${STORAGE}2`, `${STORAGE}2.1`, `${STORAGE}2.2`]
const MAMMOGRAPHY = `${STORAGE}1.2`
const MAMMOGRAPHY_RAW = `${STORAGE}1.2.1`

export function mammogramKind(image: KindAttributes): MammogramKind {
  if (image.privateTomosynthesis !== null) return 'tomosynthesis-private'
  if (isProjection(image)) return 'projection'
  if (isSynthetic(image)) return 'synthetic'
  if (image.sopClassUID === BREAST_TOMOSYNTHESIS || isMultiFrameMammogram(image)) return 'tomosynthesis'
  if (CT.includes(image.sopClassUID)) return isBreastSlice(image) ? 'tomosynthesis-ct' : 'other'
  if (image.modality !== 'MG' || image.samplesPerPixel !== 1) return 'other'
  if (image.presentationIntentType === 'FOR PROCESSING' || image.sopClassUID === MAMMOGRAPHY_RAW) return 'for-processing'
  return 'acquired'
}

/** A stack of slices that can be scrolled. */
export const isTomosynthesis = (image: KindAttributes): boolean => {
  const kind = mammogramKind(image)
  return kind === 'tomosynthesis' || kind === 'tomosynthesis-ct'
}

const isProjection = ({ sopClassUID, imageType }: KindAttributes): boolean =>
  PROJECTIONS.includes(sopClassUID) || imageType.some((value) => value === 'TOMO_PROJ' || value === 'PROJECTION')

/** M43. Image Type says GENERATED_2D (value 3 or 4, PS3.3 C.8.11.7.1.4 and C.8.21.3.5.1.1); or one image is a calculation
 *  over a volume; or a mammogram names the tomosynthesis that it was computed from. */
function isSynthetic(image: KindAttributes): boolean {
  const isMammogram = image.sopClassUID === MAMMOGRAPHY || image.sopClassUID === BREAST_TOMOSYNTHESIS
  if (!isMammogram) return false
  if (image.imageType.some((value) => value.startsWith('GENERATED') || value === 'TOMO_2D')) return true
  if (image.numberOfFrames > 1) return false
  const isCalculated = !['', 'NONE'].includes(image.volumeBasedCalculationTechnique)
  return isCalculated || (image.sopClassUID === MAMMOGRAPHY && image.hasContributingSources)
}

/** Slices in the mammography class, before the class of their own was in use. */
const isMultiFrameMammogram = (image: KindAttributes): boolean =>
  image.sopClassUID === MAMMOGRAPHY && image.numberOfFrames > 1 && saysTomosynthesis(image)

const saysTomosynthesis = ({ imageType }: KindAttributes): boolean => imageType.some((value) => value === 'TOMO' || value === 'TOMOSYNTHESIS')

/** Breast: PS3.16 CID 4031, by SNOMED CT and by SNOMED-RT style code. */
const breastCodes = ['76752008', 'T-04000']

/** M42. One sign alone is not enough: a chest CT may name a side, another organ may be a tomosynthesis. */
function isBreastSlice(image: KindAttributes): boolean {
  if (image.modality === 'MG') return true
  const signs = [
    saysTomosynthesis(image),
    image.anatomicRegion !== null && breastCodes.includes(image.anatomicRegion.value),
    image.imageLaterality === 'R' || image.imageLaterality === 'L',
    image.viewCode !== null,
    /tomosynth/i.test(image.seriesDescription),
  ]
  return signs.filter(Boolean).length >= 2 && (saysTomosynthesis(image) || signs[1] === true || signs[3] === true)
}
