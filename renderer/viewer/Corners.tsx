/** Who, when, which view, how it is shown and how it was made: text at the lateral side of a mammogram, in the four
 *  corners of any other image. Identity, side, date and current/prior are always there. (IHE MAMMO annotation) */
import type { ImageDescriptor, Language, WorklistRow } from '../../main/contract/index.ts'
import type { Justification } from '../../main/domain/geometry/index.ts'
import { isMagnified } from '../../main/domain/geometry/index.ts'
import { isForProcessing, slicePosition, viewAbbreviation } from '../../main/domain/hanging/index.ts'
import { ageInYears, createFormat, formatPatientName } from '../i18n/index.ts'
import type { ViewerStrings } from './strings.ts'
import { KindLine } from './tomosynthesis/index.ts'

export interface CornersProps {
  readonly image: ImageDescriptor
  readonly patient: WorklistRow
  readonly isPrior: boolean
  readonly justification: Justification
  readonly language: Language
  readonly strings: ViewerStrings
  /** Window in words. */
  readonly grey: string
  /** Millimetres per acquired pixel as drawn; null when unknown. */
  readonly pixelMm: number | null
  readonly zoom: string
  readonly place: { readonly index: number; readonly count: number } | null
  /** Everything; without the apparatus; without technique, where the image needs the room; or only what may never be hidden. */
  readonly detail: 'full' | 'short' | 'tight' | 'least'
}

const isoDay = (da: string): string => da.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3')
const clock = (tm: string): string => (/^\d{4}/.test(tm) ? `${tm.slice(0, 2)}:${tm.slice(2, 4)}` : '')

export function Corners(props: CornersProps) {
  const { image, patient, isPrior, justification, language, strings, detail } = props
  const format = createFormat(language)
  const day = isoDay(image.acquisitionDate) || patient.studyDate || ''
  const age = ageInYears(patient.patientBirthDate, day)
  const side = image.imageLaterality
  const isMammogram = side !== ''
  const position = image.modality === 'CT' || image.modality === 'MR' ? slicePosition(image) : null
  const facts = [
    image.kvp === null ? '' : format.quantity(image.kvp, 'kV'),
    image.exposureMas === null ? '' : format.quantity(image.exposureMas, 'mAs'),
    image.bodyPartThicknessMm === null ? '' : format.quantity(image.bodyPartThicknessMm, 'mm'),
    image.compressionForceN === null ? '' : format.quantity(image.compressionForceN, 'N'),
  ].filter((fact) => fact !== '').join(' · ')
  const flags = [
    isMagnified(image) ? strings.magnified : '', image.partialView ? strings.partial : '', image.breastImplantPresent === 'YES' ? strings.implant : '',
    image.lossyImageCompression ? strings.lossy : '', image.burnedInAnnotation === 'YES' ? strings.burnedIn : '',
  ].filter((flag) => flag !== '')
  // The second pair of corners: beside the first when there is no chest wall to keep clear of.
  const near = justification === 'right' ? 'left' : justification === 'left' ? 'right' : 'left'
  const far = justification === 'centre' ? 'right' : near
  return (
    <div className="viewer-corners" data-detail={detail} aria-hidden>
      <div className="viewer-corner" data-x={near} data-y="top">
        <p className="viewer-corner-view">
          {isMammogram ? <b data-side={side === 'R' ? 'D' : side === 'L' ? 'G' : ''}>{strings.sideLetter[side]}</b> : null}
          <span>{isMammogram ? viewAbbreviation(image) : image.seriesDescription || image.modality}</span>
        </p>
        <KindLine image={image} language={language} />
        <p className="viewer-corner-when" data-prior={isPrior}>{isPrior ? strings.prior : strings.current} · {format.day(day)}{detail === 'tight' ? '' : ` ${clock(image.acquisitionTime)}`}</p>
        <p className="viewer-corner-name">{formatPatientName(patient.patientName)}</p>
        <p>{patient.patientBirthDate === null ? '' : format.day(patient.patientBirthDate)}{age === null ? '' : ` · ${strings.age(age)}`}</p>
        <p>{patient.patientID}</p>
        {isForProcessing(image) ? <p className="viewer-corner-flag">{strings.forProcessing}</p> : null}
        {flags.map((flag) => <p key={flag} className="viewer-corner-flag">{flag}</p>)}
      </div>
      {detail !== 'least' ? (
        <div className="viewer-corner" data-x={far} data-y={justification === 'centre' ? 'top' : 'bottom'}>
          {detail === 'tight' ? null : <p>{image.institutionName}</p>}
          {detail === 'full' ? <p>{[image.manufacturer, image.manufacturerModelName].filter((name) => name !== '').join(' ')}</p> : null}
          {justification === 'centre' ? null : <Shown {...props} facts={facts} position={position} />}
        </div>
      ) : null}
      {detail !== 'least' && justification === 'centre' ? (
        <div className="viewer-corner" data-x="left" data-y="bottom"><Shown {...props} facts={facts} position={position} /></div>
      ) : null}
      {props.place === null ? null : (
        <div className="viewer-corner" data-x="right" data-y="bottom"><p className="viewer-corner-slice">{strings.slice(props.place.index, props.place.count)}</p></div>
      )}
    </div>
  )
}

/** How the image is shown: technique, grey scale, scale. */
function Shown({ image, language, strings, grey, pixelMm, zoom, facts, position, detail }: CornersProps & { facts: string; position: number | null }) {
  const format = createFormat(language)
  return (
    <>
      {facts === '' || detail === 'tight' ? null : <p>{facts}</p>}
      {position === null ? null : (
        <p>{strings.position} {format.quantity(-position, 'mm', 1)}{image.sliceThickness === null ? '' : ` · ${strings.thickness} ${format.quantity(image.sliceThickness, 'mm', 1)}`}</p>
      )}
      <p className="viewer-corner-grey">{grey}</p>
      <p>{pixelMm === null ? strings.scaleUnknown : format.quantity(pixelMm, 'mm', 3)} · {zoom}</p>
    </>
  )
}
