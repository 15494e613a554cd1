/** What a row says of its request: urgency and what became of it, by icon and word; nothing for a routine one. */
import { Ban, Siren, TriangleAlert, UserX, type LucideIcon } from 'lucide-react'
import type { Order, OrderBrief } from '../../main/contract/index.ts'
import { useLanguage } from '../i18n/index.ts'
import './orders.css'
import { orderStrings } from './strings.ts'

interface Mark { readonly kind: 'stat' | 'urgent' | 'cancelled' | 'refused' | 'conflict'; readonly icon: LucideIcon; readonly word: string }

export function OrderMark({ order }: { order: OrderBrief | undefined }) {
  const words = orderStrings[useLanguage()]
  if (order === undefined) return null
  const marks: Mark[] = order.conflict ? [{ kind: 'conflict', icon: UserX, word: words.conflictMark }] : [
    ...(order.state === 'cancelled' || order.state === 'refused' ? [{ kind: order.state, icon: Ban, word: words.stateMark[order.state] } as const] : []),
    ...(order.urgency === 'routine' || order.state === 'cancelled' ? [] : [{ kind: order.urgency, icon: order.urgency === 'stat' ? Siren : TriangleAlert, word: words.urgency[order.urgency] } as const]),
  ]
  return marks.map(({ kind, icon: Icon, word }) => <span key={kind} className="or-mark" data-kind={kind}><Icon size={12} aria-hidden />{word}</span>)
}

/** Of a whole request, where it stands alone. */
export const briefOf = (order: Order): OrderBrief => ({ orderId: order.id, urgency: order.urgency, state: order.state, conflict: order.studies.length === 0 && order.conflicts.length > 0 })
