/** The request of one exam, from the right: beside the list and beside the images. */
import { ClipboardList } from 'lucide-react'
import type { StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { formatPatientName, useLanguage, useText } from '../i18n/index.ts'
import { Button, Dialog, EmptyState, Notice, Waiting } from '../ui/index.ts'
import { Conflict, IdentityNotice, OrderDetail } from './OrderDetail.tsx'
import './orders.css'
import { orderStrings } from './strings.ts'

export function StudyOrder({ study, onClose }: { study: WorklistRow | null; onClose: () => void }) {
  const words = orderStrings[useLanguage()]
  return (
    <Dialog open={study !== null} onClose={onClose} title={words.order} description={study === null ? undefined : formatPatientName(study.patientName)} size="side">
      {study === null ? null : <OfStudy studyInstanceUID={study.studyInstanceUID} />}
    </Dialog>
  )
}

function OfStudy({ studyInstanceUID }: { studyInstanceUID: StudyInstanceUID }) {
  const words = orderStrings[useLanguage()]
  const common = useText('common')
  const problem = useProblemText()
  const found = useOperation('orders.ofStudy', { studyInstanceUID })
  if (found.error !== null) return <Notice tone="alert" title={words.failed} action={<Button onClick={() => { void found.refetch() }}>{common('retry')}</Button>}>{problem(found.error)}</Notice>
  if (found.isPending) return <Waiting>{common('loading')}</Waiting>
  const { orders, conflicts, identity } = found.data
  return (
    <div className="or-of-study">
      {identity.map((news) => <IdentityNotice key={news.at} news={news} />)}
      {conflicts.map((order) => <Conflict key={order.id} order={order} />)}
      {orders.map((order) => <OrderDetail key={order.id} order={order} showsPatient={orders.length > 1} />)}
      {orders.length + conflicts.length + identity.length === 0 ? <EmptyState icon={ClipboardList} title={words.noneForStudy}>{words.noneForStudyText}</EmptyState> : null}
    </div>
  )
}
