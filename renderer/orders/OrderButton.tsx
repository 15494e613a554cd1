/** The way to the request from the bar of a reading, with what of it must not be missed. */
import { ClipboardList } from 'lucide-react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useShortcut } from '../app/commands/index.ts'
import { useLanguage } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import { OrderMark } from './OrderMark.tsx'
import { orderStrings } from './strings.ts'

export function OrderButton({ study, onOpen }: { study: WorklistRow; onOpen: () => void }) {
  const words = orderStrings[useLanguage()]
  const shortcut = useShortcut('viewer.order')
  return (
    <span className="or-item-marks">
      <Button variant="quiet" icon={<ClipboardList size={14} aria-hidden />} onClick={onOpen} {...(shortcut === undefined ? {} : { shortcut })}>{words.order}</Button>
      <OrderMark order={study.order} />
    </span>
  )
}
