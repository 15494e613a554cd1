/** The structure's desk: one tab per question that a coordinator asks. What was filtered stays while other tabs show. */
import { EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { ExamFilter, StudyInstanceUID } from '../../main/contract/index.ts'
import { followsExams } from '../../main/domain/second-reading/index.ts'
import { useAccount } from '../app/session.ts'
import { TopBar } from '../app/TopBar.tsx'
import { EmptyState, Tabs } from '../ui/index.ts'
import { AssignTab } from './AssignTab.tsx'
import { CorrectionsNotice } from './CorrectionsNotice.tsx'
import { ExamsTab, type SharedFilter } from './ExamsTab.tsx'
import { FiguresTab } from './FiguresTab.tsx'
import { useDeskWords } from './use-desk-words.ts'
import './desk.css'

type DeskTab = ExamFilter['view'] | 'FIGURES' | 'ASSIGN'
const views: readonly ExamFilter['view'][] = ['ALL', 'RECALLS', 'BDD', 'DISCORDANCES']

export function DeskScreen() {
  const words = useDeskWords()
  const [tab, setTab] = useState<DeskTab>('ALL')
  const [filter, setFilter] = useState<SharedFilter>({ text: '', standings: [], site: null, lateOnly: false })
  // Gone to from the notice: its exam is shown whatever the list holds, until another one is chosen.
  const [wanted, setWanted] = useState<StudyInstanceUID | null>(null)
  const [gone, setGone] = useState<StudyInstanceUID | null>(null)
  const goTo = (study: StudyInstanceUID) => {
    setTab('ALL')
    setGone(study)
    setWanted(study)
  }
  const exams = (view: ExamFilter['view']) => ({ value: view, label: words.tabs[view], panel: <ExamsTab view={view} filter={filter} onFilter={setFilter} wanted={view === 'ALL' ? wanted : null} onChosen={() => { setWanted(null) }} /> })
  const open = followsExams(useAccount())
  return (
    <div className="app-screen">
      <TopBar title={words.label} />
      <main className="dk" aria-label={words.label}>
        {open ? <><CorrectionsNotice shown={gone} onShow={goTo} /><Tabs<DeskTab> label={words.label} value={tab} onChange={setTab} tabs={[...views.map(exams), { value: 'ASSIGN', label: words.tabs.ASSIGN, panel: <AssignTab /> }, { value: 'FIGURES', label: words.tabs.FIGURES, panel: <FiguresTab /> }, exams('LETTERS')]} /></> : <div className="dk-closed"><EmptyState icon={EyeOff} title={words.closed}>{words.closedText}</EmptyState></div>}
      </main>
    </div>
  )
}
