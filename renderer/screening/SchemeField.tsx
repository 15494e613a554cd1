/** The scheme of both breasts, face above profile, right on the left as on the images. A click or Enter places the
 *  open anomaly; without one it begins a new anomaly there, or opens the one whose mark was met. A place that the marks
 *  on the images suggest is drawn hollow until the reader confirms it or sets another. */
import { Check } from 'lucide-react'
import { useRef } from 'react'
import type { Anomalie, Cote, ImageDescriptor } from '../../main/contract/index.ts'
import { proposedPlace, type ProposedPlace, type SchemeViewName } from '../../main/domain/breast-scheme/index.ts'
import { marksOf } from '../../main/domain/marks/index.ts'
import { anomalieLabels } from '../../main/domain/sheet/index.ts'
import { useText } from '../i18n/index.ts'
import { BreastDrawing, schemeMarks } from '../scheme/index.ts'
import { Button } from '../ui/index.ts'
import { withProposedPlace } from './avis-edits.ts'
import type { SheetEditor } from './use-sheet-editor.ts'
import type { ViewerPort } from './viewer-port.ts'

export function SchemeField({ editor, images, viewer }: { editor: SheetEditor; images: readonly ImageDescriptor[]; viewer: ViewerPort | null }) {
  const t = useText('screening')
  const root = useRef<HTMLDivElement>(null)
  const { avis } = editor
  const open = avis.anomalies.find((anomalie) => anomalie.id === editor.selected) ?? null
  const proposals = new Map(avis.anomalies.map((anomalie) => [anomalie.id, openPlaces(anomalie, proposedPlace(anomalie.cote, marksOf(avis, anomalie), images, (image) => viewer?.breastReach(image) ?? 1))]))
  const proposed = open === null ? null : proposals.get(open.id) ?? null
  const confirm = (anomalie: Anomalie) => {
    const place = proposals.get(anomalie.id)
    if (place !== undefined) editor.update(withProposedPlace(anomalie, place))
  }

  const drawing = (cote: Cote, view: SchemeViewName) => {
    const placeable = !editor.readOnly && editor.imaged.includes(cote) && (open === null || open.cote === cote)
    return (
      <BreastDrawing key={`${cote} ${view}`} cote={cote} view={view} marks={schemeMarks(avis, cote, view, 'MINE', editor.readOnly ? undefined : proposals)}
        current={open?.id ?? null} highlighted={open?.cote === cote}
        onPick={open === null ? editor.select : undefined}
        onConfirm={open === null ? undefined : () => { confirm(open) }}
        onPlace={placeable ? (point, by) => {
          editor.place(cote, view, point)
          // On the keyboard the next field follows by itself: face, profile, size.
          if (by === 'keyboard' && open !== null) focusNext(root.current, cote, view)
        } : undefined} />
    )
  }
  return (
    <>
      <div className="reading-scheme" ref={root} data-placing={open === null ? undefined : open.cote}>
        {drawing('D', 'FACE')}{drawing('G', 'FACE')}
        {drawing('D', 'PROFIL')}{drawing('G', 'PROFIL')}
        <span className="reading-scheme-letter" data-side="D" aria-hidden>D</span>
        <span className="reading-scheme-letter" data-side="G" aria-hidden>G</span>
        <span className="reading-scheme-view" aria-hidden>{t('scheme.views.FACE')}</span>
        <span className="reading-scheme-view" data-view="PROFIL" aria-hidden>{t('scheme.views.PROFIL')}</span>
      </div>
      {open === null || editor.readOnly || proposed === null || (proposed.face === null && proposed.profil === null) ? null : (
        <p className="reading-proposal" role="status">
          <span>{t('scheme.proposal', { label: anomalieLabels(avis.anomalies).get(open.id), place: placeWords(proposed, t) })}</span>
          <Button icon={<Check size={14} aria-hidden />} onClick={() => { confirm(open) }}>{t('scheme.confirm')}</Button>
        </p>
      )}
    </>
  )
}

/** Nothing is proposed where the reader has placed the anomaly. */
function openPlaces({ schemaFace, schemaProfil }: Anomalie, place: ProposedPlace): ProposedPlace {
  return { ...place, face: schemaFace === null ? place.face : null, profil: schemaProfil === null ? place.profil : null }
}

/** What the views allow to say, in words. */
function placeWords({ across, height, third }: ProposedPlace, t: ReturnType<typeof useText<'screening'>>): string {
  return [
    across === null ? null : t(`scheme.across.${across}`), height === null ? null : t(`scheme.height.${height}`), third === null ? null : t(`scheme.third.${third}`),
  ].filter((part) => part !== null).join(', ')
}

function focusNext(root: HTMLElement | null, cote: Cote, view: SchemeViewName): void {
  const next = view === 'FACE'
    ? root?.querySelector<HTMLButtonElement>(`button[data-side="${cote}"][data-view="PROFIL"]`)
    : root?.closest('[data-panel]')?.querySelector<HTMLInputElement>('[data-size-field]')
  next?.focus()
}
