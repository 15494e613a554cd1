/** One list of exams with its filters, and the chosen exam beside it. */
import { FileText, ListX, SearchX } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { examStanding, type ExamFilter, type ExamStanding, type StudyInstanceUID } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, Checkbox, EmptyState, Notice, ResizablePanel, Select, TextField, Waiting } from '../ui/index.ts'
import { ExamDetail } from './ExamDetail.tsx'
import { ExamGrid } from './ExamGrid.tsx'
import { ExportButton } from './ExportButton.tsx'
import { ImportListButton } from './ImportListButton.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'
import { useExamRows, type ExamRows } from './use-exam-rows.ts'
import { WantedExam } from './WantedExam.tsx'

export type SharedFilter = Omit<ExamFilter, 'view'>
const empty: SharedFilter = { text: '', standings: [], site: null, lateOnly: false }

export function ExamsTab({ view, filter: shared, onFilter, wanted, onChosen }: {
  view: ExamFilter['view']
  filter: SharedFilter
  onFilter: (filter: SharedFilter) => void
  /** Shown whatever the list holds; null once another exam is chosen. */
  wanted: StudyInstanceUID | null
  onChosen: () => void
}) {
  const words = useDeskWords()
  const filter = useMemo<ExamFilter>(() => ({ ...shared, view }), [shared, view])
  const [visible, setVisible] = useState({ first: 0, last: 40 })
  // The exam stays chosen where the list moves under it: what is being typed about it is not lost.
  const [{ selected, study }, setChoice] = useState<{ selected: number; study: string | null }>({ selected: 0, study: null })
  const panel = useRef<HTMLDivElement>(null)
  const rows = useExamRows(filter, visible)
  const total = rows.head?.total ?? 0
  // No row is marked beside an exam that is not among them.
  const index = rows.indexOf(wanted ?? study) ?? (wanted === null ? Math.min(selected, Math.max(0, total - 1)) : -1)
  const setSelected = (next: number) => {
    setChoice({ selected: next, study: rows.row(next)?.studyInstanceUID ?? null })
    onChosen()
  }
  const change = (next: Partial<SharedFilter>) => {
    setChoice({ selected: 0, study: null })
    onChosen()
    onFilter({ ...shared, ...next })
  }
  return (
    <div className="dk-exams">
      <div className="dk-left">
        <Filters view={view} filter={filter} rows={rows} onChange={change} />
        <div className="dk-table">
          <ExamGrid view={view} rows={rows} selected={index} onSelect={setSelected} onVisible={(next) => { setVisible((before) => (before.first === next.first && before.last === next.last ? before : next)) }} onEnter={() => { panel.current?.focus() }} />
          <Beyond view={view} rows={rows} narrowed={JSON.stringify(shared) !== JSON.stringify(empty)} onClear={() => { change(empty) }} />
        </div>
      </div>
      <ResizablePanel name="desk-detail" label={words.detail} edge="right" initial={400} min={320} max={640} className="dk-side">
        {wanted === null ? <ExamDetail exam={rows.row(index)} focusRef={panel} /> : <WantedExam study={wanted} focusRef={panel} />}
      </ResizablePanel>
    </div>
  )
}

const anything = '-'

function Filters({ view, filter, rows, onChange }: { view: ExamFilter['view']; filter: ExamFilter; rows: ExamRows; onChange: (next: Partial<SharedFilter>) => void }) {
  const words = useDeskWords()
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  useCommand('desk.search', () => { search.current?.select() })
  const { head } = rows
  const counts = new Map(head?.standings.map(({ standing, count }) => [standing, count]))
  const standings = examStanding.options.filter((one) => counts.has(one) || filter.standings.includes(one))
  return (
    <div className="dk-filters">
      <div className="dk-search"><TextField label={words.search} value={filter.text} inputRef={search} onChange={(text) => { onChange({ text }) }} /></div>
      <Select<ExamStanding | typeof anything> label={words.standing} value={filter.standings[0] ?? anything} onChange={(value) => { onChange({ standings: value === anything ? [] : [value] }) }}
        options={[{ value: anything, label: words.allStandings }, ...standings.map((value) => ({ value, label: `${words.standings[value]} (${format.number(counts.get(value) ?? 0)})` }))]} />
      <Select label={words.site} value={filter.site ?? ''} onChange={(value) => { onChange({ site: value === '' ? null : value }) }} options={[{ value: '', label: words.allSites }, ...(head?.sites ?? []).map((value) => ({ value, label: value }))]} />
      <Checkbox label={words.lateOnly} checked={filter.lateOnly} onChange={(lateOnly) => { onChange({ lateOnly }) }} />
      <div className="dk-filters-end">
        <span className="dk-count" role="status">{head === undefined ? '' : `${head.total === 1 ? words.countOne : filled(words.count, { n: format.number(head.total) })} · ${filled(words.late, { n: format.number(head.late) })}`}</span>
        {view === 'LETTERS' ? <Button icon={<FileText size={14} aria-hidden />} onClick={() => { setEditing(true) }}>{words.templates}</Button> : null}
        {view === 'ALL' || view === 'LETTERS' ? <ImportListButton /> : null}
        <ExportButton what="EXAMS" filter={filter} selection={{ from: null, to: null, site: null, reader: null }} />
      </div>
      <TemplatesDialog open={editing} onClose={() => { setEditing(false) }} />
    </div>
  )
}

/** What stands in place of rows: reading, nothing yet, nothing here, no answer. */
function Beyond({ view, rows, narrowed, onClear }: { view: ExamFilter['view']; rows: ExamRows; narrowed: boolean; onClear: () => void }) {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  if (rows.error !== null && rows.head === undefined) return <div className="dk-beyond"><EmptyState icon={ListX} title={words.failed} actions={<Button variant="primary" onClick={rows.retry}>{common('retry')}</Button>}>{problem(rows.error)}</EmptyState></div>
  if (rows.error !== null) return <div className="dk-banner"><Notice tone="alert" action={<Button onClick={rows.retry}>{common('retry')}</Button>}>{problem(rows.error)}</Notice></div>
  if (rows.head === undefined) return <div className="dk-beyond"><Waiting block>{words.loading}</Waiting></div>
  if (rows.head.total > 0) return null
  if (narrowed) return <div className="dk-beyond"><EmptyState icon={SearchX} title={words.none} actions={<Button onClick={onClear}>{words.clear}</Button>}>{words.filtered}</EmptyState></div>
  return <div className="dk-beyond"><EmptyState icon={SearchX} title={words.none}>{view === 'ALL' ? words.noneText.ALL : words.noneText[view]}</EmptyState></div>
}
