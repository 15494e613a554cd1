/** Results of computer-aided detection that are here with a study, each finding on the image that is shown. A result often
 *  refers to the raw image that was analysed: it goes to the images made from that one only where they say so and say that
 *  places are the same (Source Image Sequence, Spatial Locations Preserved); otherwise it is counted, never guessed. */
import type { CadFinding, CadReport, ImageDescriptor } from '../contract/index.ts'
import type { CadEvidence } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'
import { imagesOf } from './images.ts'
import { evidenceOf } from './rejected.ts'

export function cadReportsOf(store: Store, studyInstanceUID: string): CadReport[] {
  const images = imagesOf(store, studyInstanceUID)
  return evidenceOf(store, studyInstanceUID).flatMap(({ sopInstanceUID, evidence }) => (evidence.kind === 'cad' ? [placed(sopInstanceUID, evidence, images)] : []))
}

type PlacingImage = Pick<ImageDescriptor, 'sopInstanceUID' | 'presentationIntentType' | 'sourceImages'>

/** Pure: the findings that have a place among `images`, and how many have none. */
export function placed(sopInstanceUID: string, evidence: CadEvidence, images: readonly PlacingImage[]): CadReport {
  const { contentDate, contentTime, manufacturer, state, detections, analyses, algorithms } = evidence
  const places = evidence.findings.map((finding) => ({ finding, shown: imagesWith(finding, images) }))
  return {
    sopInstanceUID, contentDate, contentTime, manufacturer, state, detections, analyses, algorithms,
    findings: places.flatMap(({ finding, shown }) => shown.map((image) => ({ ...finding, sopInstanceUID: image }))),
    notPlaced: places.filter(({ shown }) => shown.length === 0).length,
  }
}

const isRaw = ({ presentationIntentType }: PlacingImage): boolean => presentationIntentType === 'FOR PROCESSING'

/** Raw images are shown only where there are no others. */
function imagesWith(finding: CadFinding, images: readonly PlacingImage[]): string[] {
  if (finding.center === null && finding.outline === null) return []
  const shown = images.every(isRaw) ? images : images.filter((image) => !isRaw(image))
  return shown
    .filter((image) => image.sopInstanceUID === finding.sopInstanceUID
      || image.sourceImages.some((source) => source.sopInstanceUID === finding.sopInstanceUID && source.spatialLocationsPreserved === 'YES'))
    .map((image) => image.sopInstanceUID)
}
