/** What can be said of an exam only as a whole: two images for one place, a breast without any, a patient outside the
 *  programme, a prior that is none. */
import type { ImageDescriptor } from '../../contract/image.ts'
import { isForProcessing, modifiersOf, viewOf } from '../hanging/index.ts'
import { finding, type ImageFinding } from './finding.ts'
import { hasContradictorySides, isSpecimen } from './side.ts'
import { viewFault } from './view.ts'

export interface ExaminedStudy {
  /** CS as in the object: F, M, O or empty. */
  readonly patientSex: string
  /** ISO day. */
  readonly patientBirthDate: string | null
  readonly studyDate: string | null
  /** ISO day. */
  readonly today: string
}

export interface ExaminedPrior {
  readonly study: Pick<ExaminedStudy, 'patientSex' | 'patientBirthDate' | 'studyDate'>
  readonly images: readonly ImageDescriptor[]
}

export function examineStudy(study: ExaminedStudy, images: readonly ImageDescriptor[], prior: ExaminedPrior | null): ImageFinding[] {
  const mammograms = images.filter(({ modality }) => modality === 'MG')
  if (mammograms.length === 0) return []
  const others = [...new Set(images.map(({ modality }) => modality).filter((modality) => modality !== 'MG'))]
  const sides = new Set(mammograms.filter((image) => !isSpecimen(image)).map(({ imageLaterality }) => imageLaterality).filter((side) => side !== ''))
  const [only] = sides
  return [
    ...study.patientSex === 'M' ? [finding('male', null)] : [],
    ...sides.size === 1 && only !== undefined && only !== 'B' ? [finding('one-breast', null, { side: only })] : [],
    ...samePlaces(mammograms),
    ...others.map((modality) => finding('other-modality', null, { modality, count: images.filter((image) => image.modality === modality).length })),
    ...prior === null ? [] : examinePrior(study, prior),
  ]
}

/** Whole, plain exposures of one view of one breast: one of them hangs in the slot, the others must be looked for. */
function samePlaces(images: readonly ImageDescriptor[]): ImageFinding[] {
  const places = new Map<string, number>()
  for (const image of images) {
    const view = viewOf(image)
    const isPlain = view !== null && modifiersOf(image).length === 0 && !image.partialView && !isForProcessing(image) && image.numberOfFrames === 1
      && !image.imageType.some((value) => value.startsWith('GENERATED')) && image.volumetricProperties === '' && !isSpecimen(image)
    if (!isPlain || !['R', 'L'].includes(image.imageLaterality) || hasContradictorySides(image) || viewFault(image) === 'view-contradictory') continue
    const place = `${image.imageLaterality} ${view} ${image.breastImplantPresent === 'YES' ? 'implant' : ''}`.trim()
    places.set(place, (places.get(place) ?? 0) + 1)
  }
  return [...places].filter(([, count]) => count > 1).map(([place, count]) => finding('same-place', null, { side: place.charAt(0), view: place.split(' ')[1] ?? '', count }))
}

function examinePrior(study: ExaminedStudy, { study: prior }: ExaminedPrior): ImageFinding[] {
  const isNewer = study.studyDate !== null && prior.studyDate !== null && prior.studyDate > study.studyDate
  const otherBirth = study.patientBirthDate !== null && prior.patientBirthDate !== null && study.patientBirthDate !== prior.patientBirthDate
  const otherSex = ['F', 'M'].includes(study.patientSex) && ['F', 'M'].includes(prior.patientSex) && study.patientSex !== prior.patientSex
  return [
    ...isNewer ? [finding('prior-newer', null, { date: prior.studyDate ?? '' })] : [],
    ...otherBirth || otherSex ? [finding('prior-other-patient', null)] : [],
  ]
}
