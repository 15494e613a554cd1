/** Why a display is unfit: one sentence each, with its figure, its limit and what to do. */
import { CircleX } from 'lucide-react'
import type { DisplayReason } from '../../main/contract/index.ts'
import { useBilingual } from '../i18n/index.ts'

export function ReasonList({ reasons }: { reasons: readonly DisplayReason[] }) {
  const say = useBilingual()
  if (reasons.length === 0) return null
  return <ul className="di-reasons">{reasons.map((reason) => <li key={reason.fr}><CircleX size={14} aria-hidden /><span>{say(reason)}</span></li>)}</ul>
}
