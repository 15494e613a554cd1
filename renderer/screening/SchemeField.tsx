/** The scheme of both breasts, face above profile, right on the left as on the images. A click or Enter places the
 *  open anomaly; without one it begins a new anomaly there. */
import { useRef } from 'react'
import type { Cote } from '../../main/contract/index.ts'
import type { SchemeViewName } from '../../main/domain/breast-scheme/index.ts'
import { useText } from '../i18n/index.ts'
import { BreastDrawing, schemeMarks } from '../scheme/index.ts'
import type { SheetEditor } from './use-sheet-editor.ts'

export function SchemeField({ editor }: { editor: SheetEditor }) {
  const t = useText('screening')
  const root = useRef<HTMLDivElement>(null)
  const open = editor.avis.anomalies.find((anomalie) => anomalie.id === editor.selected) ?? null

  const drawing = (cote: Cote, view: SchemeViewName) => {
    const placeable = !editor.readOnly && editor.imaged.includes(cote) && (open === null || open.cote === cote)
    return (
      <BreastDrawing key={`${cote} ${view}`} cote={cote} view={view} marks={schemeMarks(editor.avis, cote, view)}
        current={open?.id ?? null} highlighted={open?.cote === cote}
        onPlace={placeable ? (point, by) => {
          editor.place(cote, view, point)
          // On the keyboard the next field follows by itself: face, profile, size.
          if (by === 'keyboard' && open !== null) focusNext(root.current, cote, view)
        } : undefined} />
    )
  }
  return (
    <div className="reading-scheme" ref={root} data-placing={open === null ? undefined : open.cote}>
      {drawing('D', 'FACE')}{drawing('G', 'FACE')}
      {drawing('D', 'PROFIL')}{drawing('G', 'PROFIL')}
      <span className="reading-scheme-letter" data-side="D" aria-hidden>D</span>
      <span className="reading-scheme-letter" data-side="G" aria-hidden>G</span>
      <span className="reading-scheme-view" aria-hidden>{t('scheme.views.FACE')}</span>
      <span className="reading-scheme-view" data-view="PROFIL" aria-hidden>{t('scheme.views.PROFIL')}</span>
    </div>
  )
}

function focusNext(root: HTMLElement | null, cote: Cote, view: SchemeViewName): void {
  const next = view === 'FACE'
    ? root?.querySelector<HTMLButtonElement>(`button[data-side="${cote}"][data-view="PROFIL"]`)
    : root?.closest('[data-panel]')?.querySelector<HTMLInputElement>('[data-size-field]')
  next?.focus()
}
