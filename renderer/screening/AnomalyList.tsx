/** The anomalies of both breasts, one line each, numbered as on scheme and images; the open one shows its fields. */
import { ChevronDown, ChevronRight, Crosshair, MapPin } from 'lucide-react'
import type { Anomalie, ImageDescriptor } from '../../main/contract/index.ts'
import { marksOf } from '../../main/domain/marks/index.ts'
import { anomalieLabels, quadrantWords, typeAnomalieWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useFormat, useText } from '../i18n/index.ts'
import { AnomalyEditor } from './AnomalyEditor.tsx'
import type { ImageNames } from './image-names.ts'
import type { SheetEditor } from './use-sheet-editor.ts'
import type { ViewerPort } from './viewer-port.ts'

export function AnomalyList({ editor, viewer, images, names }: { editor: SheetEditor; viewer: ViewerPort | null; images: readonly ImageDescriptor[]; names: ImageNames }) {
  const t = useText('screening')
  const labels = anomalieLabels(editor.avis.anomalies)
  if (editor.avis.anomalies.length === 0) return editor.adding === null ? <p className="reading-none">{t('anomaly.none')}</p> : null
  return (
    <ul className="reading-anomalies">
      {editor.avis.anomalies.map((anomalie) => {
        const label = labels.get(anomalie.id) ?? ''
        const open = editor.selected === anomalie.id
        return (
          <li key={anomalie.id} data-open={open || undefined} data-side={anomalie.cote}>
            <button type="button" className="reading-anomaly-line" aria-expanded={open} onClick={() => { editor.select(open ? null : anomalie.id) }}
              onKeyDown={(event) => { if (event.key === 'Delete' && !editor.readOnly) { event.preventDefault(); editor.remove(anomalie.id) } }}>
              {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
              <span className="reading-mark-name" data-side={anomalie.cote}>{label}</span>
              <AnomalyWords anomalie={anomalie} marks={marksOf(editor.avis, anomalie).length} />
            </button>
            {open ? <AnomalyEditor key={anomalie.id} anomalie={anomalie} label={label} editor={editor} viewer={viewer} images={images} names={names} /> : null}
          </li>
        )
      })}
    </ul>
  )
}

/** Type, place, size, and where it is marked. */
export function AnomalyWords({ anomalie, marks = anomalie.reperes.length }: { anomalie: Anomalie; marks?: number }) {
  const t = useText('screening')
  const format = useFormat()
  const inLanguage = useBilingual()
  const words = [
    inLanguage(typeAnomalieWords[anomalie.type]),
    anomalie.quadrant === null ? null : inLanguage(quadrantWords[anomalie.quadrant]).toLocaleLowerCase(),
    anomalie.tailleMm === null ? null : format.quantity(anomalie.tailleMm, 'mm', Number.isInteger(anomalie.tailleMm) ? 0 : 1),
  ]
  const placed = anomalie.schemaFace !== null || anomalie.schemaProfil !== null
  return (
    <>
      <span className="reading-anomaly-words">{words.filter((word) => word !== null).join(' · ')}</span>
      {placed ? <span className="reading-anomaly-sign" title={t('anomaly.onScheme')}><MapPin size={12} role="img" aria-label={t('anomaly.onScheme')} /></span> : null}
      {marks === 0 ? null : (
        <span className="reading-anomaly-sign" title={t('anomaly.onImages', { count: marks })}>
          <Crosshair size={12} role="img" aria-label={t('anomaly.onImages', { count: marks })} />{marks}
        </span>
      )}
    </>
  )
}
