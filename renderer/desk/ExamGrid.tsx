/** The exams as a grid of which only the rows in view exist; the keyboard stays on the grid (`aria-activedescendant`). */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef, type KeyboardEvent } from 'react'
import type { ExamFilter, ExamRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat } from '../i18n/index.ts'
import { DueStatus } from './DueStatus.tsx'
import { MoreCell } from './MoreCell.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'
import type { ExamRows } from './use-exam-rows.ts'

const rowHeight = 28
const columns = ['due', 'patient', 'birth', 'exam', 'days', 'site', 'standing', 'readers', 'more'] as const

export function ExamGrid({ view, rows, selected, onSelect, onVisible, onEnter }: {
  view: ExamFilter['view']
  rows: ExamRows
  selected: number
  onSelect: (index: number) => void
  onVisible: (visible: { first: number; last: number }) => void
  /** Enter, or two clicks: on to what can be done with the exam. */
  onEnter: () => void
}) {
  const words = useDeskWords()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const total = rows.head?.total ?? 0
  const virtualizer = useVirtualizer({
    count: total, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingEnd: rowHeight,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      onVisible({ first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 40 })
    },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || total === 0) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onEnter()
      return
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - rowHeight) / rowHeight) - 1)
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, selected + step))
    onSelect(next)
    virtualizer.scrollToIndex(next)
  }
  return (
    <div ref={scroller} className="dk-scroll" role="grid" aria-label={words.table} aria-rowcount={total + 1} aria-busy={rows.pending} tabIndex={0} onKeyDown={onKeyDown}
      aria-activedescendant={rows.row(selected) === undefined ? undefined : `${id}-${selected}`}>
      <div className="dk-head" role="rowgroup">
        <div className="dk-row" role="row" aria-rowindex={1}>
          {columns.map((name) => <span key={name} className="dk-cell dk-heading" role="columnheader">{words.columns[name]}</span>)}
        </div>
      </div>
      <div className="dk-body" role="rowgroup" data-pending={rows.pending ? '' : undefined} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <GridRow key={item.key} id={`${id}-${item.index}`} index={item.index} top={item.start} exam={rows.row(item.index)} view={view} selected={item.index === selected} onSelect={onSelect} onEnter={onEnter} />
        ))}
      </div>
    </div>
  )
}

function GridRow({ id, index, top, exam, view, selected, onSelect, onEnter }: {
  id: string; index: number; top: number; exam: ExamRow | undefined; view: ExamFilter['view']; selected: boolean; onSelect: (index: number) => void; onEnter: () => void
}) {
  const words = useDeskWords()
  const format = useFormat()
  const style = { transform: `translateY(${top}px)` }
  if (exam === undefined) return <div className="dk-row" role="row" aria-rowindex={index + 2} aria-busy style={style}><span className="dk-cell" role="gridcell">{'\u00a0'}</span></div>
  return (
    <div id={id} className="dk-row" role="row" aria-rowindex={index + 2} aria-selected={selected} data-selected={selected ? '' : undefined} data-closed={exam.due === 'closed' ? '' : undefined}
      data-study={exam.studyInstanceUID} style={style} onPointerDown={() => { onSelect(index) }} onDoubleClick={onEnter}>
      <span className="dk-cell" role="gridcell"><DueStatus due={exam.due} /></span>
      <span className="dk-cell dk-patient" role="gridcell"><span className="ui-truncate">{formatPatientName(exam.patientName) || words.unnamed}</span>{exam.identityDiffers.length > 0 ? <span className="dk-tag">{words.identityTag}</span> : null}{exam.demo ? <span className="dk-tag">{words.demo}</span> : null}</span>
      <span className="dk-cell dk-number" role="gridcell">{format.day(exam.patientBirthDate)}</span>
      <span className="dk-cell dk-number" role="gridcell">{format.day(exam.examOn)}</span>
      <span className="dk-cell dk-number" role="gridcell">{exam.days === null ? '' : filled(words.days, { n: exam.days })}</span>
      <span className="dk-cell" role="gridcell"><span className="ui-truncate">{exam.site}</span></span>
      <span className="dk-cell" role="gridcell"><span className="ui-truncate">{words.standings[exam.standing]}</span>{exam.round > 1 ? <span className="dk-tag">{filled(words.round, { n: exam.round })}</span> : null}</span>
      <span className="dk-cell dk-number" role="gridcell"><span className="ui-truncate">{[exam.firstReader, exam.secondReader].filter((code) => code !== null).join(' · ')}</span></span>
      <span className="dk-cell dk-number" role="gridcell"><span className="ui-truncate"><MoreCell exam={exam} view={view} /></span></span>
    </div>
  )
}
