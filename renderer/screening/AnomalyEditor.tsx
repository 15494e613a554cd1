/** The fields of one anomaly: side, type, quadrant, size, note, and its marks on the images. Its place on the scheme
 *  is set on the scheme itself. */
import { Crosshair, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Anomalie, type ImageDescriptor, quadrant, typeAnomalie } from '../../main/contract/index.ts'
import { quadrantWords, typeAnomalieWords } from '../../main/domain/sheet/index.ts'
import { useBilingual, useText } from '../i18n/index.ts'
import { Button, Segments, Select, TextField } from '../ui/index.ts'
import { movedToCote, withRepere } from './avis-edits.ts'
import { AnomalyCourse, PlacePad } from './fiche/index.ts'
import type { ImageNames } from './image-names.ts'
import { pointId } from './mark-edits.ts'
import { MarkList } from './MarkList.tsx'
import { SizeField } from './SizeField.tsx'
import type { SheetEditor } from './use-sheet-editor.ts'
import type { ViewerPort } from './viewer-port.ts'

export function AnomalyEditor({ anomalie, label, editor, viewer, images, names }: { anomalie: Anomalie; label: string; editor: SheetEditor; viewer: ViewerPort | null; images: readonly ImageDescriptor[]; names: ImageNames }) {
  const t = useText('screening')
  const inLanguage = useBilingual()
  const set = (change: Partial<Anomalie>) => { editor.update({ ...anomalie, ...change }) }
  return (
    <div className="reading-anomaly-fields">
      <div className="reading-pair">
        <Select label={t('anomaly.type')} value={anomalie.type} disabled={editor.readOnly} onChange={(type) => { set({ type }) }}
          options={typeAnomalie.options.map((value) => ({ value, label: inLanguage(typeAnomalieWords[value]) }))} />
        <div className="ui-field">
          <span className="ui-field-label">{t('anomaly.side')}</span>
          <Segments label={t('anomaly.side')} value={anomalie.cote} disabled={editor.readOnly}
            options={editor.imaged.map((cote) => ({ value: cote, label: cote, name: t(`side.${cote}`) }))}
            onChange={(cote) => { if (cote !== null) { editor.update(movedToCote(anomalie, cote)); editor.activate(cote) } }} />
        </div>
      </div>
      <div className="reading-pair">
        <Select label={t('anomaly.quadrant')} value={anomalie.quadrant ?? 'NONE'} disabled={editor.readOnly}
          options={[{ value: 'NONE', label: t('anomaly.noQuadrant') }, ...quadrant.options.map((value) => ({ value, label: inLanguage(quadrantWords[value]) }))]}
          onChange={(value) => { set({ quadrant: value === 'NONE' ? null : quadrant.parse(value) }) }} />
        <SizeField value={anomalie.tailleMm} readOnly={editor.readOnly} onChange={(tailleMm) => { set({ tailleMm }) }} />
      </div>
      <PlacePad anomalie={anomalie} fresh={editor.fresh === anomalie.id} disabled={editor.readOnly} onChange={editor.update} />
      <AnomalyCourse anomalie={anomalie} disabled={editor.readOnly} onChange={editor.update} />
      <TextField label={t('anomaly.note')} value={anomalie.precision} lines={2} maxLength={500} readOnly={editor.readOnly} onChange={(precision) => { set({ precision }) }} />
      <ImageMarks anomalie={anomalie} label={label} editor={editor} viewer={viewer} images={images} names={names} />
    </div>
  )
}

function ImageMarks({ anomalie, label, editor, viewer, images, names }: { anomalie: Anomalie; label: string; editor: SheetEditor; viewer: ViewerPort | null; images: readonly ImageDescriptor[]; names: ImageNames }) {
  const t = useText('screening')
  const [picking, setPicking] = useState<AbortController | null>(null)
  // While a click is awaited the reader may go on typing: the mark joins what is there when it comes.
  const latest = useRef({ anomalie, editor })
  useEffect(() => { latest.current = { anomalie, editor } })
  useEffect(() => () => { picking?.abort() }, [picking])

  const ids = [...anomalie.reperes.map((_, index) => pointId(anomalie.id, index)), ...editor.avis.traces.filter(({ anomalieId }) => anomalieId === anomalie.id).map(({ id }) => id)]
  const pick = () => {
    if (viewer === null) return
    const controller = new AbortController()
    setPicking(controller)
    viewer.pickPoint({ label, cote: anomalie.cote, signal: controller.signal }).then((repere) => {
      if (repere !== null && !controller.signal.aborted) latest.current.editor.update(withRepere(latest.current.anomalie, repere))
    }).catch((error: unknown) => { reportError(error) }).finally(() => {
      setPicking((current) => (current === controller ? null : current))
    })
  }

  return (
    <div className="reading-image-marks">
      <span className="ui-field-label">{t('anomaly.marks')}</span>
      {ids.length === 0 ? null : (
        <MarkList avis={editor.avis} ids={ids} chosen={editor.mark} images={images} names={names} viewer={viewer}
          onChoose={editor.keeper.choose} onRemove={editor.readOnly ? null : editor.keeper.remove} onSize={editor.readOnly ? undefined : editor.takeSize} />
      )}
      {editor.readOnly ? null : (
        <div className="reading-anomaly-acts">
          {picking === null
            ? <Button icon={<Crosshair size={14} aria-hidden />} disabled={viewer === null || anomalie.reperes.length >= 20} onClick={pick}>{t('anomaly.markOnImage')}</Button>
            : <Button pressed icon={<Crosshair size={14} aria-hidden />} onClick={() => { picking.abort(); setPicking(null) }}>{t('anomaly.picking', { label })}</Button>}
          <Button variant="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={() => { editor.remove(anomalie.id) }}>{t('anomaly.remove', { label })}</Button>
        </div>
      )}
    </div>
  )
}
