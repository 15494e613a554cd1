/** What the marks of a signed opinion become outside: one presentation state per marked image, a key object selection
 *  that points at them, and one for the views of a technical recall. Only where there is something to export. The
 *  reader appears by code alone. */
import type { MotifRappel } from '../contract/index.ts'
import {
  buildKeyObjects, buildPresentationState, presentationStateClass, type ConceptCode, type KeyImage, type PresentedGraphic,
} from '../dicom/index.ts'
import { measurementSpacing } from '../domain/geometry/index.ts'
import { markNumbers, measureOf, placedRepere, pointsOf, type Forme } from '../domain/marks/index.ts'
import type { ReportedImage, SignedReading } from '../domain/second-reading/index.ts'
import { coteOf, coteWords, incidenceOf, incidenceWords, motifRappelWords } from '../domain/sheet/index.ts'
import { fill, millimetres } from './french-text.ts'
import { template } from './report-template.ts'

export interface MarkObject {
  readonly kind: 'GSPS' | 'KOS'
  readonly sopInstanceUID: string
  readonly bytes: Uint8Array
}

/** After the series of the report itself. */
const seriesNumbers = { FIRST: 9011, SECOND: 9013, ARBITRATION: 9015, PLAIN: 9011 } as const

export function makeMarkObjects(signed: SignedReading, newUid: () => string): MarkObject[] {
  const states = presentationStates(signed, newUid)
  const series = { seriesInstanceUID: newUid(), seriesNumber: seriesNumbers[signed.kind] + 1 }
  const selections = [ofInterest(signed, states), qualityIssue(signed)].filter((one) => one !== null)
  return [
    ...states.map(({ sopInstanceUID, bytes }): MarkObject => ({ kind: 'GSPS', sopInstanceUID, bytes })),
    ...selections.map((selection, index): MarkObject => {
      const sopInstanceUID = newUid()
      return { kind: 'KOS', sopInstanceUID, bytes: buildKeyObjects({ ...common(signed), ...series, ...selection, sopInstanceUID, instanceNumber: index + 1 }) }
    }),
  ]
}

const common = ({ study, signedAt, reader }: SignedReading) => ({ study, completedAt: new Date(signedAt), creator: reader.code })

interface Marked { readonly image: ReportedImage; readonly frames: readonly number[] }
interface State extends Marked { readonly seriesInstanceUID: string; readonly sopInstanceUID: string; readonly bytes: Uint8Array }

function presentationStates(signed: SignedReading, newUid: () => string): State[] {
  const seriesInstanceUID = newUid()
  // This kind of state is for images in grey (PS3.4 N.2); a marked image in colour is pointed at without one.
  return markedImages(signed).filter(({ image }) => image.samplesPerPixel === 1).map(({ image, frames, graphics }, index) => {
    const sopInstanceUID = newUid()
    return {
      image, frames, seriesInstanceUID, sopInstanceUID,
      bytes: buildPresentationState({
        ...common(signed), image, graphics, sopInstanceUID, seriesInstanceUID, seriesNumber: seriesNumbers[signed.kind], instanceNumber: index + 1,
        title: fill(template.marks.state, { code: signed.reader.code }),
      }),
    }
  })
}

function markedImages(signed: SignedReading): (Marked & { readonly graphics: readonly PresentedGraphic[] })[] {
  return signed.study.images.map((image) => ({ image, graphics: graphicsOn(signed, image) })).filter(({ graphics }) => graphics.length > 0).map(({ image, graphics }) => ({
    image, graphics, frames: image.numberOfFrames === 1 ? [] : [...new Set(graphics.map(({ frame }) => frame))].toSorted((one, other) => one - other),
  }))
}

function graphicsOn({ avis, kind }: SignedReading, image: ReportedImage): PresentedGraphic[] {
  const names = markNumbers(avis, kind)
  const spacing = measurementSpacing(image)
  const graphic = (frame: number, forme: Forme, named: string): PresentedGraphic => {
    const measure = measureOf(forme, spacing)
    const length = measure === null ? '' : measure.unit === 'mm' ? millimetres(measure.diameter) : `${Math.round(measure.diameter)} px`
    return { frame, ...drawn(forme), label: names.get(named) ?? '', note: measure?.source === 'detector' ? fill(template.marks.atDetector, { length }) : length }
  }
  return [
    ...avis.anomalies.flatMap(({ id, cote, reperes }) =>
      reperes.filter(({ sopInstanceUID }) => sopInstanceUID === image.sopInstanceUID).map((repere) => graphic(repere.frame, placedRepere(repere, cote), id))),
    ...avis.traces.filter(({ sopInstanceUID }) => sopInstanceUID === image.sopInstanceUID).map((trace) => graphic(trace.frame, trace, trace.anomalieId ?? trace.id)),
  ]
}

/** A shape as report objects write it. */
export function drawn(forme: Forme): Pick<PresentedGraphic, 'type' | 'points'> {
  switch (forme.forme) {
    case 'POINT': return { type: 'POINT', points: [forme.at] }
    case 'ELLIPSE': return { type: 'ELLIPSE', points: pointsOf(forme) }
    case 'LONGUEUR': return { type: 'POLYLINE', points: pointsOf(forme) }
    case 'LIBRE': return { type: 'POLYLINE', points: [...forme.points, ...forme.points.slice(0, 1)] }
  }
}

type Selection = Pick<Parameters<typeof buildKeyObjects>[0], 'subject' | 'modifiers' | 'images' | 'description' | 'title'>

const keyImage = ({ seriesInstanceUID, sopInstanceUID, sopClassUID }: ReportedImage): KeyImage => ({ seriesInstanceUID, sopInstanceUID, sopClassUID, frames: [], presentation: null })

function ofInterest(signed: SignedReading, states: readonly State[]): Selection | null {
  const marked = markedImages(signed)
  if (marked.length === 0) return null
  const { reader } = signed
  const presentationOf = ({ sopInstanceUID }: ReportedImage): KeyImage['presentation'] => {
    const state = states.find(({ image }) => image.sopInstanceUID === sopInstanceUID)
    return state === undefined ? null : { seriesInstanceUID: state.seriesInstanceUID, sopInstanceUID: state.sopInstanceUID, sopClassUID: presentationStateClass }
  }
  return {
    subject: 'of-interest', modifiers: [], title: fill(template.marks.ofInterest, { code: reader.code }), description: fill(template.marks.ofInterest, { code: reader.code }),
    images: marked.map(({ image, frames }) => ({ ...keyImage(image), frames, presentation: presentationOf(image) })),
  }
}

/** The views to be made again, where they are among the images: what is missing cannot be pointed at. */
function qualityIssue({ avis: { rappelTechnique }, study }: SignedReading): Selection | null {
  if (rappelTechnique === null) return null
  const named = rappelTechnique.cliches.map((cliche) => ({
    ...cliche, images: study.images.filter((image) => coteOf(image) === cliche.cote && incidenceOf(image) === cliche.incidence),
  })).filter(({ images }) => images.length > 0)
  if (named.length === 0) return null
  const reasons = new Map(named.map(({ motif }) => [reasonCodes[motif].value, reasonCodes[motif]]))
  return {
    subject: 'quality-issue', modifiers: [...reasons.values()], title: template.marks.qualityIssue,
    images: [...new Set(named.flatMap(({ images }) => images))].map(keyImage),
    description: [...named.map(({ cote, incidence, motif }) => `${coteWords[cote].fr}, ${incidenceWords[incidence].fr.toLocaleLowerCase('fr')} : ${motifRappelWords[motif].fr.toLocaleLowerCase('fr')}`), rappelTechnique.consigne.trim()]
      .filter((line) => line !== '').join('\n'),
  }
}

const dcm = (value: string, meaning: string): ConceptCode => ({ value, scheme: 'DCM', meaning })
/** PS3.16 CID 7011; the words of the sheet stand in the description. */
const reasonCodes: Record<MotifRappel, ConceptCode> = {
  POSITIONNEMENT: dcm('111209', 'Positioning'),
  FLOU: dcm('111210', 'Motion blur'),
  EXPOSITION: dcm('111220', 'Other failure'),
  COMPRESSION: dcm('111196', 'Inadequate compression'),
  GLANDE_NON_DEGAGEE: dcm('111209', 'Positioning'),
  ARTEFACT: dcm('111207', 'Image artifact(s)'),
  TRAITEMENT_IMAGE: dcm('111219', 'Inappropriate image processing'),
  IMPRESSION: dcm('111220', 'Other failure'),
  IMAGE_MANQUANTE: dcm('111213', 'No image'),
  AUTRE: dcm('111220', 'Other failure'),
}
