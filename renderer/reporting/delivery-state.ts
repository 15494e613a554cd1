/** What a delivery's state means to a reader: waiting, gone without an answer yet, acknowledged, failed. Nothing is
 *  called sent before the other side said so. */
import { CircleCheck, CircleDashed, CircleHelp, CircleX, Clock, CopyCheck, LoaderCircle, Replace, type LucideIcon } from 'lucide-react'
import type { OutboxRow, OutboxState } from '../../main/contract/index.ts'
import type { Tone } from '../ui/index.ts'

export const deliverySigns: Readonly<Record<OutboxState, { tone: Tone; icon: LucideIcon }>> = {
  queued: { tone: 'neutral', icon: CircleDashed },
  leased: { tone: 'accent', icon: LoaderCircle },
  sent_unknown: { tone: 'warn', icon: CircleHelp },
  delivered: { tone: 'ok', icon: CircleCheck },
  confirmed: { tone: 'ok', icon: CopyCheck },
  retry_wait: { tone: 'warn', icon: Clock },
  dead: { tone: 'alert', icon: CircleX },
  superseded: { tone: 'neutral', icon: Replace },
}

/** What the reader may ask to be tried again now. */
export function isRetriable(row: Pick<OutboxRow, 'state'>): boolean {
  return row.state === 'dead' || row.state === 'retry_wait'
}

export function isAcknowledged(row: Pick<OutboxRow, 'state'>): boolean {
  return row.state === 'delivered' || row.state === 'confirmed'
}
