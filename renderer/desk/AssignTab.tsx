/** Who reads what: exams that wait for a reader, the load of each reader, and the two acts of the coordinator on whatever is
 *  chosen: share out evenly, take back. */
import { ListX, UserCheck } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { ExamFilter, ExamRow } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { useCommand } from '../app/commands/index.ts'
import { useText } from '../i18n/index.ts'
import { Button, EmptyState, ResizablePanel, Select, TextField, Waiting } from '../ui/index.ts'
import { AssignGrid } from './AssignGrid.tsx'
import { AssignPanel } from './AssignPanel.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'

const waiting: ExamFilter = { view: 'ALL', text: '', standings: ['ATTENTE_L2', 'LECTURE_L2', 'ARBITRAGE'], site: null, lateOnly: false }
const none: readonly ExamRow[] = []

export function AssignTab() {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const [filter, setFilter] = useState(waiting)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const search = useRef<HTMLInputElement>(null)
  useCommand('desk.search', () => { search.current?.select() })
  const exams = useOperation('structure.exams', { filter, offset: 0, limit: 500 }, { keepPrevious: true })
  const given = useOperation('programme.assignments', {})
  const rows = exams.data?.rows ?? none
  const picked = useMemo(() => rows.filter(({ studyInstanceUID }) => chosen.has(studyInstanceUID)), [rows, chosen])
  const names = useMemo(() => {
    const readers = new Map(given.data?.readers.map(({ accountId, displayName }) => [accountId, displayName]))
    const byStudy = new Map<string, string[]>()
    for (const { studyInstanceUID, reader, post } of given.data?.rows ?? []) byStudy.set(studyInstanceUID, [...(byStudy.get(studyInstanceUID) ?? []), `${readers.get(reader) ?? '?'}${post === 'ARBITRE' ? ` (${words.assign.arbiter})` : ''}`])
    return byStudy
  }, [given.data, words])
  const error = exams.error ?? given.error
  const retry = () => { void exams.refetch(); void given.refetch() }
  return (
    <div className="dk-exams">
      <div className="dk-left">
        <div className="dk-filters">
          <div className="dk-search"><TextField label={words.search} value={filter.text} inputRef={search} onChange={(text) => { setFilter({ ...filter, text }) }} /></div>
          <Select label={words.site} value={filter.site ?? ''} onChange={(value) => { setFilter({ ...filter, site: value === '' ? null : value }) }} options={[{ value: '', label: words.allSites }, ...(exams.data?.sites ?? []).map((value) => ({ value, label: value }))]} />
          <div className="dk-filters-end"><span className="ui-muted">{words.assign.hint}</span><span className="dk-count" role="status">{picked.length === 1 ? words.assign.chosenOne : filled(words.assign.chosen, { n: picked.length })}</span></div>
        </div>
        <div className="dk-table">
          {error !== null ? <EmptyState icon={ListX} title={words.assign.failed} actions={<Button variant="primary" onClick={retry}>{common('retry')}</Button>}>{problem(error)}</EmptyState>
            : exams.data === undefined || given.data === undefined ? <Waiting block>{words.loading}</Waiting>
              : rows.length === 0 ? <EmptyState icon={UserCheck} title={words.assign.none}>{words.assign.noneText}</EmptyState>
                : <AssignGrid exams={rows} chosen={chosen} onChoose={setChosen} assignedTo={(study) => (names.get(study) ?? []).join(', ')} />}
        </div>
      </div>
      <ResizablePanel name="desk-readers" label={words.assign.readers} edge="right" initial={400} min={320} max={640} className="dk-side">
        <div className="dk-detail">{given.data === undefined ? null : <AssignPanel assignments={given.data} picked={picked} onDone={() => { setChosen(new Set()) }} />}</div>
      </ResizablePanel>
    </div>
  )
}
