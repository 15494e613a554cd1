/** Who, when, which view, how it is shown and how it was made: text at the lateral side of a mammogram, in the four
 *  corners of any other image. Identity, side, date and current/prior are always there; the rest as far as it leaves the
 *  breast free. (IHE RAD TF-2 4.16.4.2.2.1.1 annotation) */
import type { ImageDescriptor, Language, WorklistRow } from '../../../main/contract/index.ts'
import type { Affine, Justification, Size } from '../../../main/domain/geometry/index.ts'
import { slicePosition } from '../../../main/domain/hanging/index.ts'
import { createFormat } from '../../i18n/index.ts'
import type { ViewerStrings } from '../strings.ts'
import { Identity } from './Identity.tsx'
import { allowed, type TextLevel } from './level.ts'
import { exposureLines, type Detail } from './lines.ts'
import { fittingDetail, freeWidth, type Silhouette } from './room.ts'
import './texts.css'

export interface CornersProps {
  readonly image: ImageDescriptor
  readonly patient: WorklistRow
  readonly isPrior: boolean
  readonly justification: Justification
  readonly viewport: Size
  readonly toScreen: Affine
  /** Of the breast; null where it is not known. */
  readonly silhouette: Silhouette | null
  readonly language: Language
  readonly strings: ViewerStrings
  /** Window in words. */
  readonly grey: string
  /** Millimetres per acquired pixel as drawn; null when unknown. */
  readonly pixelMm: number | null
  readonly zoom: string
  readonly place: { readonly index: number; readonly count: number } | null
  readonly level: TextLevel
}

export function Corners(props: CornersProps) {
  const { image, patient, justification, viewport, language, strings } = props
  const shown = shownLines(props)
  const linesOf = (detail: Detail): string[] => (detail === 'least' ? [] : [...exposureLines(image, patient, language, detail), ...shown])
  const freeAt = (height: number): number => Math.min(viewport.width * WIDEST, freeWidth(props.silhouette, props.toScreen, image, justification, viewport, viewport.height - height, viewport.height))
  // Half the height is the identity's.
  const detail = fittingDetail(allowed[props.level], linesOf, (height) => (height > viewport.height / 2 ? 0 : freeAt(height)))
  const isCentred = justification === 'centre'
  const near = justification === 'left' ? 'right' : 'left'
  const far = isCentred ? 'right' : near
  const exposure = exposureLines(image, patient, language, detail)
  return (
    <div className="viewer-corners" data-detail={detail} data-level={props.level} aria-hidden>
      <div className="viewer-corner" data-x={near} data-y="top"><Identity image={image} patient={patient} isPrior={props.isPrior} detail={detail} language={language} strings={strings} /></div>
      {detail === 'least' ? null : <div className="viewer-corner" data-x={far} data-y={isCentred ? 'top' : 'bottom'}><Lines lines={isCentred ? exposure : [...exposure, ...shown]} grey={props.grey} /></div>}
      {detail === 'least' || !isCentred ? null : <div className="viewer-corner" data-x="left" data-y="bottom"><Lines lines={shown} grey={props.grey} /></div>}
      {props.place === null ? null : (
        <div className="viewer-corner" data-x="right" data-y="bottom"><p className="viewer-corner-slice">{strings.slice(props.place.index, props.place.count)}</p></div>
      )}
    </div>
  )
}

/** Share of the viewport that a text may take. */
const WIDEST = 0.6

function Lines({ lines, grey = '' }: { lines: readonly string[]; grey?: string }) {
  return lines.map((line, index) => <p key={`${index} ${line}`} className={line === grey ? 'viewer-corner-grey' : undefined}>{line}</p>)
}

/** How the image is shown: place in the patient, grey scale, scale. */
function shownLines({ image, language, strings, grey, pixelMm, zoom }: CornersProps): string[] {
  const format = createFormat(language)
  const position = image.modality === 'CT' || image.modality === 'MR' ? slicePosition(image) : null
  const place = position === null ? '' : `${strings.position} ${format.quantity(-position, 'mm', 1)}${image.sliceThickness === null ? '' : ` · ${strings.thickness} ${format.quantity(image.sliceThickness, 'mm', 1)}`}`
  return [place, grey, `${pixelMm === null ? strings.scaleUnknown : format.quantity(pixelMm, 'mm', 3)} · ${zoom}`].filter((line) => line !== '')
}
