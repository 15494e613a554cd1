/** What is unsent is always visible: how many deliveries wait, whether a report is late, and whether one failed for good. */
import { CircleCheck, Send, TriangleAlert } from 'lucide-react'
import { useOperation } from '../api/index.ts'
import { useText } from '../i18n/index.ts'
import { useNavigation } from './navigation.ts'

export function DeliveryButton() {
  const t = useText('app')
  const { show } = useNavigation()
  const { pendingDeliveries = 0, deadDeliveries = 0, lateReports = 0 } = useOperation('health.get', {}).data ?? {}
  const tone = deadDeliveries > 0 ? 'alert' : lateReports > 0 ? 'warn' : pendingDeliveries > 0 ? 'accent' : 'ok'
  const Icon = deadDeliveries > 0 || lateReports > 0 ? TriangleAlert : pendingDeliveries > 0 ? Send : CircleCheck
  const words = deadDeliveries > 0 ? t('topBar.deliveriesDead', { count: deadDeliveries }) : lateReports > 0 ? t('topBar.deliveriesLate', { count: lateReports }) : pendingDeliveries > 0 ? t('topBar.deliveries', { count: pendingDeliveries }) : t('topBar.deliveriesNone')
  return (
    <button type="button" className="ui-button app-peer" data-variant="quiet" data-tone={tone} onClick={() => { show('deliveries') }}>
      <Icon size={14} aria-hidden />{words}
    </button>
  )
}
