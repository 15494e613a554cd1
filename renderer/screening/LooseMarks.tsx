/** Marks that show no anomaly: measurements of the moment, or what a new anomaly may begin with. */
import { Plus } from 'lucide-react'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import type { ImageNames } from './image-names.ts'
import { findMark } from './mark-edits.ts'
import { MarkList } from './MarkList.tsx'
import type { SheetEditor } from './use-sheet-editor.ts'
import type { ViewerPort } from './viewer-port.ts'

export function LooseMarks({ editor, viewer, images, names }: { editor: SheetEditor; viewer: ViewerPort | null; images: readonly ImageDescriptor[]; names: ImageNames }) {
  const t = useText('screening')
  const ids = editor.avis.traces.filter(({ anomalieId }) => anomalieId === null).map(({ id }) => id)
  if (ids.length === 0) return null
  const inHand = findMark(editor.avis, editor.mark)
  const cote = inHand?.kind === 'trace' && inHand.anomalie === null ? inHand.trace.cote : null
  return (
    <div className="reading-image-marks">
      <span className="ui-field-label">{t('marks.loose')}</span>
      <MarkList avis={editor.avis} ids={ids} chosen={editor.mark} images={images} names={names} viewer={viewer} onChoose={editor.keeper.choose} onRemove={editor.readOnly ? null : editor.keeper.remove} />
      {cote === null || editor.readOnly || editor.adding !== null ? null : (
        <div className="reading-anomaly-acts"><Button variant="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => { editor.startAdding(cote) }}>{t('marks.describe')}</Button></div>
      )}
    </div>
  )
}
