/** The deliveries as a grid of which only the rows in view exist. The keyboard stays on the grid itself. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { Siren } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { DeliveryFilter, DeliveryRow, OutboxId } from '../../main/contract/index.ts'
import { formatPatientName, useBilingual, useFormat, useText } from '../i18n/index.ts'
import { Status } from '../ui/index.ts'
import { toneOfState } from './sections.ts'
import { useDeliveryRows } from './use-delivery-rows.ts'

const rowHeight = 28
const columns = ['state', 'exam', 'kind', 'destination', 'created', 'attempts', 'next', 'acknowledged', 'said'] as const

export function useDeliveryTable(filter: DeliveryFilter) {
  const scroller = useRef<HTMLDivElement>(null)
  const [visible, setVisible] = useState({ first: 0, last: 60 })
  const rows = useDeliveryRows(filter, visible)
  const virtualizer = useVirtualizer({
    count: rows.total ?? 0, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingEnd: rowHeight,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      const first = items[0]?.index ?? 0, last = items.at(-1)?.index ?? 60
      setVisible((before) => (before.first === first && before.last === last ? before : { first, last }))
    },
  })
  return { scroller, rows, virtualizer }
}

export function DeliveryTable({ scroller, rows, virtualizer, selected, index, onChoose }: ReturnType<typeof useDeliveryTable> & { selected: OutboxId | null; index: number; onChoose: (index: number, row: DeliveryRow) => void }) {
  const t = useText('delivery')
  const id = useId()
  const total = rows.total ?? 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || total === 0) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, index + step))
    virtualizer.scrollToIndex(next)
    const row = rows.row(next)
    if (row !== undefined) onChoose(next, row)
  }
  return (
    <div ref={scroller} className="dp-scroll" role="grid" aria-label={t('page.table')} aria-rowcount={total + 1} aria-busy={rows.pending} tabIndex={0} onKeyDown={onKeyDown}
      aria-activedescendant={rows.row(index) === undefined ? undefined : `${id}-${index}`}>
      <div className="dp-head" role="rowgroup"><div className="dp-row" role="row" aria-rowindex={1}>{columns.map((column) => <span key={column} role="columnheader" className="dp-heading">{t(`page.columns.${column}`)}</span>)}</div></div>
      <div className="dp-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows.row(item.index)
          return <Row key={item.key} id={`${id}-${item.index}`} index={item.index} top={item.start} row={row} selected={row !== undefined && row.id === selected} onChoose={onChoose} />
        })}
      </div>
    </div>
  )
}

function Row({ id, index, top, row, selected, onChoose }: { id: string; index: number; top: number; row: DeliveryRow | undefined; selected: boolean; onChoose: (index: number, row: DeliveryRow) => void }) {
  const t = useText('delivery')
  const format = useFormat()
  const say = useBilingual()
  const style = { transform: `translateY(${top}px)` }
  if (row === undefined) return <div id={id} className="dp-row" role="row" aria-rowindex={index + 2} aria-busy style={style}><span role="gridcell">{'\u00a0'}</span></div>
  const said = row.waitsFor !== null ? t(row.waitsFor.state === 'dead' ? 'page.waitsForDead' : 'page.waitsFor') : row.held ? t('page.held') : row.lastProblem === null ? row.handled?.reason ?? '' : say(row.lastProblem)
  const exam = row.exam === null ? '' : `${formatPatientName(row.exam.patientName)} ${format.day(row.exam.studyDate)}`
  return (
    <div id={id} className="dp-row" role="row" aria-rowindex={index + 2} aria-selected={selected} data-selected={selected ? '' : undefined} data-delivery={row.id} style={style} onPointerDown={() => { onChoose(index, row) }}>
      <span role="gridcell"><Status tone={toneOfState[row.state]}>{t(row.handled === null ? `states.${row.state}` : 'page.handled')}</Status></span>
      <span role="gridcell"><span className="ui-truncate" title={exam}>{exam}</span></span>
      <span role="gridcell">{row.urgent ? <span className="dp-urgent"><Siren size={12} aria-hidden />{t('page.urgent')}</span> : null}<span className="ui-truncate">{t(`kinds.${row.kind}`)}</span></span>
      <span role="gridcell">{row.destination}</span>
      <span role="gridcell" className="dp-number">{format.instant(row.createdAt)}</span>
      <span role="gridcell" className="dp-number">{format.number(row.attempts)}</span>
      <span role="gridcell" className="dp-number">{row.state === 'confirmed' || row.nextAttemptAt === null ? '' : format.time(row.nextAttemptAt)}</span>
      <span role="gridcell" className="dp-number">{format.instant(row.acknowledgedAt)}</span>
      <span role="gridcell"><span className="ui-truncate" title={said}>{said}</span></span>
    </div>
  )
}
