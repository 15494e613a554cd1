/** How many retrievals are on their way, and whether one failed; opens their panel. Absent when there is nothing to say. */
import { ArrowDownToLine, TriangleAlert } from 'lucide-react'
import { useOperation } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { isOpen } from './sections.ts'

export function RetrievalsButton({ onOpen }: { onOpen: () => void }) {
  const t = useText('retrieval')
  const jobs = useOperation('retrieve.jobs', {}).data?.jobs ?? []
  const open = jobs.filter(isOpen).length
  const failed = jobs.length - open
  if (jobs.length === 0) return null
  const words = [...(open > 0 ? [t('open', { count: open })] : []), ...(failed > 0 ? [t('failed', { count: failed })] : [])].join(' · ')
  const Icon = failed > 0 ? TriangleAlert : ArrowDownToLine
  return <button type="button" className="ui-button re-button" data-variant="quiet" data-tone={failed > 0 ? 'alert' : 'accent'} onClick={onOpen}><Icon size={14} aria-hidden />{words}</button>
}
