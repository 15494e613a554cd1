/** What no choice hides: side and view, kind, date, current or prior, name, birth date, age, number, and what makes the
 *  image another than an ordinary whole view. A side that cannot be believed is a question mark. */
import type { ImageDescriptor, Language, WorklistRow } from '../../../main/contract/index.ts'
import { isMagnified } from '../../../main/domain/geometry/index.ts'
import { isForProcessing } from '../../../main/domain/hanging/index.ts'
import { createFormat } from '../../i18n/index.ts'
import type { ViewerStrings } from '../strings.ts'
import { KindLine } from '../tomosynthesis/index.ts'
import { valuesOf } from './items.ts'
import type { Detail } from './lines.ts'

export interface IdentityProps {
  readonly image: ImageDescriptor
  readonly patient: WorklistRow
  readonly isPrior: boolean
  readonly detail: Detail
  readonly language: Language
  readonly strings: ViewerStrings
}

export function Identity({ image, patient, isPrior, detail, language, strings }: IdentityProps) {
  const values = valuesOf(image, patient, language)
  const isMammogram = image.modality === 'MG' || image.imageLaterality !== ''
  const side = image.imageLaterality
  // The exam's day where the image has none: the finding of it says so.
  const day = values.acquisitionDate || createFormat(language).day(patient.studyDate)
  const flags = [
    isForProcessing(image) ? strings.forProcessing : '', isMagnified(image) ? `${strings.magnified} ${values.magnification}` : '', values.partial, image.breastImplantPresent === 'YES' ? strings.implant : '',
    image.lossyImageCompression ? strings.lossy : '', image.burnedInAnnotation === 'YES' ? strings.burnedIn : '',
    patient.identity?.reconciled === undefined ? '' : strings.reconciled, (patient.identity?.conflicts.length ?? 0) === 0 ? '' : strings.identityConflict,
  ].filter((flag) => flag !== '')
  return (
    <>
      <p className="viewer-corner-view">
        {isMammogram ? <b data-side={side === 'R' ? 'D' : side === 'L' ? 'G' : ''}>{strings.sideLetter[side] || '?'}</b> : null}
        <span>{isMammogram ? values.view || '?' : image.seriesDescription || image.modality}</span>
      </p>
      <KindLine image={image} language={language} />
      <p className="viewer-corner-when" data-prior={isPrior}>{isPrior ? strings.prior : strings.current} · {day}{detail === 'tight' ? '' : ` ${values.acquisitionTime}`}</p>
      <p className="viewer-corner-name">{values.patientName}</p>
      <p>{[values.birthDate, values.age].filter((value) => value !== '').join(' · ')}</p>
      <p>{values.patientID}</p>
      {flags.map((flag) => <p key={flag} className="viewer-corner-flag">{flag}</p>)}
    </>
  )
}
