/** One exam of the list: 28 px, never a layout of its own. Memoised: a scroll repaints only rows that come in. */
import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { ConflictMark, ReconciledMark } from '../patient/index.ts'
import { Tooltip } from '../ui/index.ts'
import { OrderMark } from '../orders/index.ts'
import { dueDate } from './due-date.ts'
import { StateCell } from './StateCell.tsx'

export interface StudyRowProps {
  id: string
  index: number
  top: number
  study: WorklistRow | undefined
  selected: boolean
  today: string
  onSelect: (index: number, study: WorklistRow) => void
  onOpen: (index: number, study: WorklistRow) => void
}

export const StudyRow = memo(function StudyRow({ id, index, top, study, selected, today, onSelect, onOpen }: StudyRowProps) {
  const t = useText('worklist')
  const format = useFormat()
  const position = { transform: `translateY(${top}px)` }
  if (study === undefined) return <div className="wl-row" role="row" aria-rowindex={index + 2} aria-busy style={position}><span className="wl-cell wl-placeholder" role="gridcell">{'\u00a0'}</span></div>

  const done = study.reading === 'signed' || study.reading === 'sent' || study.reading === 'handled'
  return (
    <div
      id={id}
      className="wl-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-selected={selected ? '' : undefined}
      data-done={done ? '' : undefined}
      data-study={study.studyInstanceUID}
      style={position}
      onPointerDown={() => { onSelect(index, study) }}
      onDoubleClick={() => { onOpen(index, study) }}
    >
      <span className="wl-cell" role="gridcell"><StateCell study={study} /></span>
      <span className="wl-cell wl-patient" role="gridcell">
        <span className="ui-truncate">{formatPatientName(study.patientName) || t('unnamed')}</span>
        {study.demo ? <span className="wl-tag">{t('demo')}</span> : null}
        <OrderMark order={study.order} />
        <ReconciledMark study={study} />
        <ConflictMark study={study} />
      </span>
      <span className="wl-cell wl-number" role="gridcell">{format.day(study.patientBirthDate)}</span>
      <span className="wl-cell" role="gridcell"><Exam study={study} /></span>
      <span className="wl-cell wl-number" role="gridcell">{format.day(study.studyDate)}<span className="wl-time">{clock(study.studyTime)}</span></span>
      <span className="wl-cell" role="gridcell"><span className="ui-truncate">{study.site}</span></span>
      <span className="wl-cell wl-number" role="gridcell"><Due study={study} today={today} /></span>
    </div>
  )
})

function Exam({ study }: { study: WorklistRow }) {
  const t = useText('worklist')
  const names: Partial<Record<string, string>> = t('modality', { returnObjects: true })
  const modality = [...new Set(study.modalities.map((code) => names[code] ?? code))].join(' + ')
  return (
    <>
      <span className="wl-modality">{modality}</span>
      <span className="ui-truncate wl-description">{study.description || t('undescribed')}</span>
      {study.priorCount > 0 ? <span className="wl-priors" title={t('priorsLong', { count: study.priorCount })}>{t('priors', { count: study.priorCount })}</span> : null}
    </>
  )
}

function Due({ study, today }: { study: WorklistRow; today: string }) {
  const t = useText('worklist')
  const due = dueDate(study, today)
  if (due === null) return null
  const words = due.days === 0 ? t('due.today') : due.days > 0 ? t('due.left', { days: due.days }) : due.days < -99 ? t('due.long') : t('due.late', { days: -due.days })
  return (
    <Tooltip text={t('due.explanation')}>
      <span className="wl-due" data-urgency={due.urgency}>{due.urgency === 'calm' ? null : <TriangleAlert size={12} aria-hidden />}{words}</span>
    </Tooltip>
  )
}

/** TM `101500.12` → `10:15`. */
function clock(time: string): string {
  const match = /^(\d{2})(\d{2})/.exec(time)
  return match === null ? '' : `${match[1]}:${match[2]}`
}
