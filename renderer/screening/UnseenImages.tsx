/** M25. How many images of the exam have not been on the screen yet, and the way to the first of them: a reading cannot
 *  be closed before every one was. */
import { EyeOff } from 'lucide-react'
import type { SOPInstanceUID } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import type { ViewerPort } from './viewer-port.ts'

/** Null while the viewer has not said yet. */
export type Unseen = readonly SOPInstanceUID[] | null

export const isAllSeen = (unseen: Unseen): boolean => unseen !== null && unseen.length === 0

export function UnseenImages({ unseen, viewer, asked }: { unseen: Unseen; viewer: ViewerPort | null; asked: boolean }) {
  const t = useText('screening')
  const first = unseen?.[0]
  if (isAllSeen(unseen)) return null
  return (
    <p className="reading-unseen" data-asked={asked || undefined} role={asked ? 'alert' : undefined}>
      <EyeOff size={14} aria-hidden />
      <span>{unseen === null ? t('unseen.waiting') : t('unseen.count', { count: unseen.length })}{asked && unseen !== null ? ` ${t('unseen.blocks')}` : ''}</span>
      {first === undefined || viewer === null ? null : <Button variant="quiet" onClick={() => { viewer.goTo({ sopInstanceUID: first, frame: 1 }) }}>{t('unseen.show')}</Button>}
    </p>
  )
}
