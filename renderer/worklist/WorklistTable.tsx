/** The dense table: a grid of which only the rows in view exist. The keyboard stays on the grid itself
 *  (`aria-activedescendant`), so that rows may come and go under it. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useText } from '../i18n/index.ts'
import { useWorklist, type WorklistSort } from './state.ts'
import { StudyRow } from './StudyRow.tsx'
import { useToday } from './use-today.ts'
import { useWorklistRows, type WorklistQuery, type WorklistRows } from './use-worklist-rows.ts'

const rowHeight = 28
const columns: readonly { name: 'state' | 'patient' | 'birth' | 'exam' | 'date' | 'site' | 'due'; sort: WorklistSort['key'] | null }[] = [
  { name: 'state', sort: 'state' },
  { name: 'patient', sort: 'patientName' },
  { name: 'birth', sort: null },
  { name: 'exam', sort: 'modalities' },
  { name: 'date', sort: 'studyDate' },
  { name: 'site', sort: 'site' },
  { name: 'due', sort: null },
]

/** Rows and scrolling together: what is asked for follows what is in view. */
export function useWorklistTable(query: WorklistQuery) {
  const scroller = useRef<HTMLDivElement>(null)
  const [visible, setVisible] = useState({ first: 0, last: 40 })
  const rows = useWorklistRows(query, visible)
  const virtualizer = useVirtualizer({
    count: rows.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // The head sticks to the top and takes one row of the view.
    scrollPaddingEnd: rowHeight,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      const first = items[0]?.index ?? 0
      const last = items.at(-1)?.index ?? 40
      setVisible((before) => (before.first === first && before.last === last ? before : { first, last }))
    },
  })
  const { query: settled } = rows
  useEffect(() => { scroller.current?.scrollTo({ top: 0 }) }, [settled])
  return { scroller, rows, virtualizer }
}

export interface WorklistTableProps {
  scroller: RefObject<HTMLDivElement | null>
  rows: WorklistRows
  virtualizer: ReturnType<typeof useWorklistTable>['virtualizer']
  selectedIndex: number
  onOpen: (index: number, study: WorklistRow) => void
}

export function WorklistTable({ scroller, rows, virtualizer, selectedIndex, onOpen }: WorklistTableProps) {
  const t = useText('worklist')
  const id = useId()
  const { dispatch } = useWorklist()
  const total = rows.total ?? 0
  const day = useToday()

  const select = useCallback((index: number, study: WorklistRow | undefined) => {
    dispatch({ type: 'select', index, study: study?.studyInstanceUID ?? null })
  }, [dispatch])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - rowHeight) / rowHeight) - 1)
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }
    const step = steps[event.key]
    if (step === undefined || total === 0) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, selectedIndex + step))
    select(next, rows.row(next))
    virtualizer.scrollToIndex(next)
  }

  return (
    <div
      ref={scroller}
      className="wl-scroll"
      role="grid"
      aria-label={t('table')}
      aria-rowcount={total + 1}
      aria-busy={rows.pending}
      aria-activedescendant={rows.row(selectedIndex) === undefined ? undefined : `${id}-${selectedIndex}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <Header />
      <div className="wl-body" role="rowgroup" data-pending={rows.pending ? '' : undefined} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <StudyRow
            key={item.key}
            id={`${id}-${item.index}`}
            index={item.index}
            top={item.start}
            study={rows.row(item.index)}
            selected={item.index === selectedIndex}
            today={day}
            onSelect={select}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  )
}

function Header() {
  const t = useText('worklist')
  const { state: { sort }, dispatch } = useWorklist()
  return (
    <div className="wl-head" role="rowgroup">
      <div className="wl-row" role="row" aria-rowindex={1}>
        {columns.map(({ name, sort: key }) => {
          const sorted = key !== null && sort.key === key
          const label = t(`columns.${name}`)
          return (
            <span key={name} className="wl-cell" role="columnheader" aria-sort={sorted ? sort.direction : key === null ? undefined : 'none'}>
              {key === null ? <span className="wl-heading">{label}</span> : (
                <button type="button" className="wl-heading" data-sorted={sorted ? '' : undefined} onClick={() => { dispatch({ type: 'sort', key }) }}>
                  {label}
                  {sorted ? (sort.direction === 'ascending' ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />) : null}
                </button>
              )}
            </span>
          )
        })}
      </div>
    </div>
  )
}
