/** Marks by image and shape with what they measure: chosen here as on the images, taken away, and their size handed to
 *  the sheet by a click. */
import { CornerUpLeft, X } from 'lucide-react'
import type { Avis, ImageDescriptor } from '../../main/contract/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, IconButton } from '../ui/index.ts'
import type { ImageNames } from './image-names.ts'
import { findMark, formeOf, measureIn, sizeOffer } from './mark-edits.ts'
import type { ViewerPort } from './viewer-port.ts'

export interface MarkListProps {
  readonly avis: Avis
  readonly ids: readonly string[]
  readonly chosen: string | null
  readonly images: readonly ImageDescriptor[]
  readonly names: ImageNames
  readonly viewer: ViewerPort | null
  readonly onChoose: (id: string) => void
  /** Null: they cannot be taken away now. */
  readonly onRemove: ((id: string) => void) | null
  readonly onSize?: ((id: string) => void) | undefined
}

export function MarkList({ avis, ids, chosen, images, names, viewer, onChoose, onRemove, onSize }: MarkListProps) {
  const t = useText('screening')
  const format = useFormat()
  return (
    <ul className="reading-image-mark-list">
      {ids.map((id) => {
        const found = findMark(avis, id)
        if (found === null) return null
        const place = found.kind === 'trace' ? found.trace : found.repere
        const forme = formeOf(found)
        const measure = measureIn(forme, place.sopInstanceUID, images)
        const measured = measure === null ? '' : t(measure.source === 'detector' ? 'marks.atDetector' : 'marks.measure', { measure: format.quantity(measure.diameter, measure.unit, measure.unit === 'mm' ? 1 : 0) })
        const name = [names.get(place.sopInstanceUID) ?? t('anomaly.otherImage'), forme.forme === 'POINT' ? '' : t(`marks.shapes.${forme.forme}`), measured].filter((part) => part !== '').join(' · ')
        const offer = onSize === undefined ? null : sizeOffer(avis, id, images)
        return (
          <li key={id} data-chosen={id === chosen || undefined}>
            <button type="button" className="reading-link" aria-pressed={id === chosen} disabled={viewer === null} onClick={() => { onChoose(id); viewer?.goTo(place) }}>{name}</button>
            {offer === null ? null : <Button variant="quiet" icon={<CornerUpLeft size={12} aria-hidden />} onClick={() => { onSize?.(id) }}>{t('marks.takeSize', { size: format.quantity(offer.mm, 'mm', 1) })}</Button>}
            {onRemove === null ? null : <IconButton label={t('anomaly.removeMark', { image: name })} icon={<X size={12} aria-hidden />} onClick={() => { onRemove(id) }} />}
          </li>
        )
      })}
    </ul>
  )
}
