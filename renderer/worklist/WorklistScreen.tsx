/** The worklist: lists on the left, filters, table. The keyboard starts on the table; every act is a command. */
import { ClipboardList, ListX, SearchX } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { WorklistRow } from '../../main/contract/index.ts'
import { useOperation, useProblemText, useServerEvent } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useHasRole } from '../app/session.ts'
import { TopBar } from '../app/TopBar.tsx'
import { useBilingual, useFormat, useLanguage, useText } from '../i18n/index.ts'
import { OrdersDialog, orderStrings, StudyOrder } from '../orders/index.ts'
import { AgreedCorrections, ConsultationNotice } from '../screening/course/index.ts'
import { ReconcileDialog, WaitingIdentities } from '../patient/index.ts'
import { Button, ContextMenu, EmptyState, Notice, ResizablePanel, useToast, Waiting, type MenuEntry } from '../ui/index.ts'
import { EvictDialog } from './EvictDialog.tsx'
import { FilterBar } from './FilterBar.tsx'
import { ListPanel } from './ListPanel.tsx'
import { filterOf, isNarrowed } from './lists.ts'
import { PacsSearchDialog } from './PacsSearchDialog.tsx'
import { RecoveredNotices } from './RecoveredNotices.tsx'
import { useWorklist } from './state.ts'
import { StatusLine } from './StatusLine.tsx'
import { isHere, useStudyActions } from './use-study-actions.ts'
import type { WorklistQuery } from './use-worklist-rows.ts'
import { useWorklistTable, WorklistTable } from './WorklistTable.tsx'
import './worklist.css'

export function WorklistScreen() {
  const t = useText('worklist')
  const app = useText('app')
  const say = useBilingual()
  const toast = useToast()
  const { state, dispatch } = useWorklist()
  const facets = useOperation('worklist.facets', {}).data
  const searchField = useRef<HTMLInputElement>(null)
  const [searchingPacs, setSearchingPacs] = useState(false)
  const [reconciling, setReconciling] = useState<WorklistRow | null>(null)
  const [evicting, setEvicting] = useState<WorklistRow | null>(null)
  const [ordered, setOrdered] = useState<WorklistRow | null>(null)
  const [allOrders, setAllOrders] = useState(false)

  // The same question keeps its identity when the counts of the facets change: the table would jump to its top.
  const asked = JSON.stringify({ filter: filterOf(state.list, state.filter, facets?.modalities.map(({ value }) => value) ?? []), sort: state.sort })
  const query = useMemo(() => JSON.parse(asked) as WorklistQuery, [asked])
  const table = useWorklistTable(query)
  const { rows, scroller, virtualizer } = table
  const index = currentIndex(state.selected, rows)
  const selected = rows.row(index)
  const actions = useStudyActions()
  const second = useHasRole('L2')
  const first = useHasRole('L1')
  const open = useCallback((at: number, study: WorklistRow) => {
    dispatch({ type: 'select', index: at, study: study.studyInstanceUID })
    actions.open(study, { ...rows.pageOf(at), total: rows.total ?? 0 })
  }, [actions, dispatch, rows])

  useEffect(() => { scroller.current?.focus() }, [scroller])
  useServerEvent((event) => {
    if (event.type === 'retrieve.ended' && event.outcome === 'failed') toast({ tone: 'alert', title: t('retrieve.failed'), description: say(event) })
  })

  const has = selected !== undefined
  const away = has && (selected.locality === 'remote' || selected.locality === 'partial')
  const held = has && (selected.locality === 'local' || selected.locality === 'partial')
  useCommand('worklist.search', () => { searchField.current?.focus() })
  useCommand('worklist.searchPacs', () => { setSearchingPacs(true) })
  useCommand('worklist.order', () => { if (has) setOrdered(selected) }, { enabled: has })
  useCommand('worklist.orders', () => { setAllOrders(true) })
  useCommand('worklist.open', () => { if (has) open(index, selected) }, { enabled: has })
  useCommand('worklist.openWithoutPriors', () => { if (has) actions.retrieve(selected, false) }, { enabled: away })
  useCommand('worklist.cancelRetrieve', () => { if (has) actions.cancelRetrieve(selected) }, { enabled: has && selected.locality === 'retrieving' })
  useCommand('worklist.evict', () => { if (has) setEvicting(selected) }, { enabled: held })
  useCommand('worklist.identity', () => { if (has) setReconciling(selected) }, { enabled: held })
  useCommand('worklist.clearFilters', () => { dispatch({ type: 'clear' }) }, { enabled: isNarrowed(state.filter) })

  const entries = useContextEntries(selected, { open: () => { if (has) open(index, selected) }, evict: () => { if (has) setEvicting(selected) }, order: () => { if (has) setOrdered(selected) }, identity: () => { if (has) setReconciling(selected) } })
  return (
    <div className="app-screen">
      <TopBar title={app('screens.worklist')} back={false} />
      <div className="wl">
        <ResizablePanel name="worklist" label={t('lists.label')} edge="left" initial={232} min={180} max={360} className="wl-side" landmark>
          <ListPanel onSearchPacs={() => { setSearchingPacs(true) }} onOrders={() => { setAllOrders(true) }} />
        </ResizablePanel>
        <main className="wl-main" aria-label={app('screens.worklist')}>
          <RecoveredNotices />
          <WaitingIdentities onAnswer={setReconciling} />
          <ConsultationNotice enabled={second} onOpen={(study) => { actions.open(study, { rows: [study], offset: 0, total: 1 }) }} />
          <AgreedCorrections enabled={first || second} onOpen={(study) => { actions.open(study, { rows: [study], offset: 0, total: 1 }) }} />
          <FilterBar searchField={searchField} total={rows.total} pending={rows.pending} onLeave={() => { scroller.current?.focus() }} />
          <ContextMenu entries={entries} className="wl-table">
            <WorklistTable scroller={scroller} rows={rows} virtualizer={virtualizer} selectedIndex={index} onOpen={open} />
            <Beyond rows={rows} onSearchPacs={() => { setSearchingPacs(true) }} />
          </ContextMenu>
          <StatusLine study={selected} />
        </main>
      </div>
      <PacsSearchDialog open={searchingPacs} onClose={() => { setSearchingPacs(false) }} />
      <StudyOrder study={ordered} onClose={() => { setOrdered(null) }} />
      <OrdersDialog open={allOrders} onClose={() => { setAllOrders(false) }} />
      <ReconcileDialog study={reconciling} onClose={() => { setReconciling(null) }} />
      <EvictDialog study={evicting} onClose={() => { setEvicting(null) }} />
    </div>
  )
}

/** The selected exam keeps its selection when the list moves under it. */
function currentIndex(selected: { study: string | null; index: number }, rows: ReturnType<typeof useWorklistTable>['rows']): number {
  const total = rows.total ?? 0
  if (selected.study === null || rows.row(selected.index)?.studyInstanceUID === selected.study) return Math.min(selected.index, Math.max(0, total - 1))
  const page = rows.pageOf(selected.index)
  const moved = page.rows.findIndex((row) => row.studyInstanceUID === selected.study)
  return moved >= 0 ? page.offset + moved : Math.min(selected.index, Math.max(0, total - 1))
}

function useContextEntries(study: WorklistRow | undefined, acts: { open: () => void; evict: () => void; order: () => void; identity: () => void }): MenuEntry[] {
  const t = useText('worklist')
  const actions = useStudyActions()
  const words = orderStrings[useLanguage()]
  const keys = { open: useShortcut('worklist.open'), evict: useShortcut('worklist.evict'), order: useShortcut('worklist.order'), identity: useShortcut('worklist.identity') }
  if (study === undefined) return []
  const end = (key: string | undefined) => (key === undefined ? {} : { end: key })
  const retrieving = study.locality === 'retrieving'
  return [
    ...(isHere(study) ? [{ kind: 'item', label: t('actions.open'), onSelect: acts.open, ...end(keys.open) } as const] : []),
    ...(study.locality === 'remote' || study.locality === 'partial' ? [
      { kind: 'item', label: study.locality === 'partial' ? t('actions.resume') : t('actions.retrieve'), onSelect: () => { actions.retrieve(study, true) }, ...end(keys.open) } as const,
      { kind: 'item', label: t('actions.retrieveAlone'), onSelect: () => { actions.retrieve(study, false) } } as const,
    ] : []),
    ...(retrieving ? [{ kind: 'item', label: t('actions.cancel'), onSelect: () => { actions.cancelRetrieve(study) } } as const] : []),
    { kind: 'item', label: words.order, onSelect: acts.order, ...end(keys.order) },
    { kind: 'separator' },
    ...(isHere(study) || study.locality === 'partial' ? [{ kind: 'item', label: t('actions.identity'), onSelect: acts.identity, ...end(keys.identity) } as const] : []),
    { kind: 'item', label: t('actions.evict'), onSelect: acts.evict, disabled: study.locality === 'remote' || retrieving, ...end(keys.evict) },
  ]
}

/** What stands in place of rows: reading, nothing yet, nothing here, no answer. */
function Beyond({ rows, onSearchPacs }: { rows: ReturnType<typeof useWorklistTable>['rows']; onSearchPacs: () => void }) {
  const t = useText('worklist')
  const common = useText('common')
  const problem = useProblemText()
  const format = useFormat()
  const { state, dispatch } = useWorklist()
  const known = useOperation('worklist.facets', {}).data?.total
  const pacs = <Button key="pacs" onClick={onSearchPacs}>{t('searchPacs')}</Button>

  if (rows.error !== null && rows.total === null) {
    return (
      <div className="wl-beyond">
        <EmptyState icon={ListX} title={t('empty.errorTitle')} actions={<Button variant="primary" onClick={rows.retry}>{common('retry')}</Button>}>{problem(rows.error)}</EmptyState>
      </div>
    )
  }
  if (rows.error !== null) return <div className="wl-banner"><Notice tone="alert" action={<Button onClick={rows.retry}>{common('retry')}</Button>}>{problem(rows.error)}</Notice></div>
  if (rows.total === null) return <div className="wl-beyond"><Waiting block>{t('empty.loading')}</Waiting></div>
  if (rows.total > 0) return null
  if (isNarrowed(state.filter)) {
    return (
      <div className="wl-beyond">
        <EmptyState icon={SearchX} title={t('empty.filteredTitle')} actions={<><Button variant="primary" onClick={() => { dispatch({ type: 'clear' }) }}>{t('filters.clear')}</Button>{pacs}</>}>
          {t('empty.filteredText', { total: format.number(known ?? 0) })}
        </EmptyState>
      </div>
    )
  }
  if (state.list !== 'all' && (known ?? 0) > 0) return <div className="wl-beyond"><EmptyState icon={ClipboardList} title={t('empty.listTitle')}>{t('empty.listText')}</EmptyState></div>
  return <div className="wl-beyond"><EmptyState icon={ClipboardList} title={t('empty.title')} actions={pacs}>{t('empty.text')}</EmptyState></div>
}
