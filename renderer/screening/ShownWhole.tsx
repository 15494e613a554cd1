/** One line before an opinion is closed: how many images have been on screen whole at 1:1. */
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useText } from '../i18n/index.ts'
import { displayedShares, shownWhole } from './shown-whole.ts'
import type { ViewerPort } from './viewer-port.ts'

export function ShownWhole({ viewer }: { viewer: ViewerPort | null }) {
  const t = useText('screening')
  const { whole, count } = shownWhole(displayedShares(viewer))
  if (count === 0) return null
  return (
    <p className="reading-shown" data-whole={whole === count}>
      {whole === count ? <CircleCheck size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
      {whole === count ? t('shown.all') : t('shown.part', { whole, images: count })}
    </p>
  )
}
