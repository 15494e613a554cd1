/** Exams that wait for a reader, of which any may be chosen: Space, Shift with arrows, Ctrl+A; the keyboard stays on the grid. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { Check } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { ExamRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat } from '../i18n/index.ts'
import { DueStatus } from './DueStatus.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'

const rowHeight = 28
const columns = ['chosen', 'due', 'patient', 'record', 'days', 'site', 'standing', 'to'] as const

export function AssignGrid({ exams, chosen, onChoose, assignedTo }: { exams: readonly ExamRow[]; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void; assignedTo: (study: string) => string }) {
  const words = useDeskWords()
  const format = useFormat()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const active = Math.min(at, Math.max(0, exams.length - 1))
  const virtualizer = useVirtualizer({ count: exams.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10, scrollPaddingEnd: rowHeight })
  const set = (indexes: readonly number[], on: boolean) => {
    const studies = indexes.map((index) => exams[index]?.studyInstanceUID ?? '')
    onChoose(new Set([...[...chosen].filter((study) => on || !studies.includes(study as ExamRow['studyInstanceUID'])), ...(on ? studies : [])]))
  }
  const toggle = (index: number) => { set([index], !chosen.has(exams[index]?.studyInstanceUID ?? '')) }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || exams.length === 0) return
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault()
      set(exams.map((_, index) => index), chosen.size < exams.length)
      return
    }
    if (event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -exams.length, End: exams.length }
    const step = steps[event.key]
    if (event.key !== ' ' && step === undefined) return
    event.preventDefault()
    if (step === undefined) { toggle(active); return }
    const next = Math.min(exams.length - 1, Math.max(0, active + step))
    if (event.shiftKey) set(Array.from({ length: Math.abs(next - active) + 1 }, (_, offset) => Math.min(next, active) + offset), true)
    setAt(next)
    virtualizer.scrollToIndex(next)
  }
  return (
    <div ref={scroller} className="dk-scroll dk-assign-grid" role="grid" aria-label={words.assign.table} aria-rowcount={exams.length + 1} aria-multiselectable tabIndex={0} onKeyDown={onKeyDown} aria-activedescendant={exams.length === 0 ? undefined : `${id}-${active}`}>
      <div className="dk-head" role="rowgroup"><div className="dk-row" role="row" aria-rowindex={1}>{columns.map((name) => <span key={name} className="dk-cell dk-heading" role="columnheader">{words.assign.columns[name]}</span>)}</div></div>
      <div className="dk-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const exam = exams[index]
          if (exam === undefined) return null
          const on = chosen.has(exam.studyInstanceUID)
          return (
            <div key={key} id={`${id}-${index}`} className="dk-row" role="row" aria-rowindex={index + 2} aria-selected={on} data-selected={index === active ? '' : undefined} data-chosen={on ? '' : undefined} data-study={exam.studyInstanceUID}
              style={{ transform: `translateY(${start}px)` }} onPointerDown={() => { setAt(index); toggle(index) }}>
              <span className="dk-cell" role="gridcell">{on ? <Check size={14} aria-hidden /> : null}</span>
              <span className="dk-cell" role="gridcell"><DueStatus due={exam.due} /></span>
              <span className="dk-cell dk-patient" role="gridcell"><span className="ui-truncate">{formatPatientName(exam.patientName) || words.unnamed}</span></span>
              <span className="dk-cell dk-number" role="gridcell">{exam.accessionNumber}</span>
              <span className="dk-cell dk-number" role="gridcell">{exam.days === null ? '' : filled(words.days, { n: format.number(exam.days) })}</span>
              <span className="dk-cell" role="gridcell"><span className="ui-truncate">{exam.site}</span></span>
              <span className="dk-cell" role="gridcell"><span className="ui-truncate">{words.standings[exam.standing]}</span></span>
              <span className="dk-cell" role="gridcell"><span className="ui-truncate">{assignedTo(exam.studyInstanceUID) || <span className="ui-muted">{words.assign.free}</span>}</span></span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
