/** Every request, images or none: a list on the left, the chosen one on the right. */
import { ClipboardList } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { Order } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { formatPatientName, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { Button, Dialog, EmptyState, Notice, ScrollRegion, Segments, Waiting } from '../ui/index.ts'
import { OrderDetail } from './OrderDetail.tsx'
import './orders.css'
import { briefOf, OrderMark } from './OrderMark.tsx'
import { orderStrings } from './strings.ts'

type Filter = 'OPEN' | 'WITHOUT_IMAGES' | 'ALL'
const filters: readonly Filter[] = ['OPEN', 'WITHOUT_IMAGES', 'ALL']

export function OrdersDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = orderStrings[useLanguage()]
  return <Dialog open={open} onClose={onClose} title={words.orders} description={words.ordersText} size="page"><Orders /></Dialog>
}

function Orders() {
  const words = orderStrings[useLanguage()]
  const common = useText('common')
  const problem = useProblemText()
  const [filter, setFilter] = useState<Filter>('WITHOUT_IMAGES')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Order['id'] | null>(null)
  const list = useOperation('orders.list', { filter, text, offset: 0, limit: 200 }, { keepPrevious: true })
  const orders = list.data?.orders ?? []
  const current = orders.find(({ id }) => id === chosen) ?? orders[0]
  return (
    <div className="or-all">
      <div className="or-filters">
        <Segments label={words.orders} value={filter} onChange={(next) => { if (next !== null) setFilter(next) }} options={filters.map((value) => ({ value, label: words.filters[value] }))} />
        <input className="ui-input" type="search" aria-label={words.searchLabel} placeholder={words.search} value={text} maxLength={200} onChange={(event) => { setText(event.target.value) }} />
      </div>
      {list.error !== null ? <Notice tone="alert" title={words.failed} action={<Button onClick={() => { void list.refetch() }}>{common('retry')}</Button>}>{problem(list.error)}</Notice>
        : list.isPending ? <Waiting block>{common('loading')}</Waiting>
          : orders.length === 0 ? <EmptyState icon={ClipboardList} title={words.none}>{words.noneText}</EmptyState>
            : <div className="or-two"><List orders={orders} current={current?.id ?? null} onChoose={setChosen} /><ScrollRegion className="or-chosen" label={words.order}>{current === undefined ? null : <OrderDetail key={current.id} order={current} showsPatient />}</ScrollRegion></div>}
    </div>
  )
}

function List({ orders, current, onChoose }: { orders: readonly Order[]; current: Order['id'] | null; onChoose: (id: Order['id']) => void }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const at = orders.findIndex(({ id }) => id === current)
    const next = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? orders.length - 1 : null
    const order = next === null ? undefined : orders[next]
    if (order === undefined) return
    event.preventDefault()
    onChoose(order.id)
    list.current?.querySelector(`[id="order-${order.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div ref={list} className="or-list" role="listbox" tabIndex={0} aria-label={words.list} aria-activedescendant={current === null ? undefined : `order-${current}`} onKeyDown={onKeyDown}>
      {orders.map((order) => (
        <div key={order.id} id={`order-${order.id}`} role="option" aria-selected={order.id === current} className="or-item" onPointerDown={() => { onChoose(order.id) }}>
          <span className="or-item-head"><span className="ui-truncate">{formatPatientName(order.patient.name) || words.unnamed}</span><span className="ui-muted">{format.day(order.patient.birthDate)}</span></span>
          <span className="or-item-marks"><OrderMark order={briefOf(order)} /><span className="ui-truncate ui-muted">{[order.modalityName || order.modality, order.regions.join(', '), order.structure].filter((part) => part !== '').join(' · ')}</span></span>
          <span className="or-item-head ui-muted"><span>{words.state[order.state]}</span><span>{format.instant(order.orderedAt ?? order.arrivedAt)}</span></span>
        </div>
      ))}
    </div>
  )
}
