/** The left panel: working lists with how many exams each holds, and the ways to bring exams in. */
import { Activity, ClipboardList, ClipboardPlus, ListChecks, FileDown, FolderDown, PenLine, ScanSearch, Search, Stethoscope, type LucideIcon } from 'lucide-react'
import { useOperation } from '../api/index.ts'
import { useCommand, useShortcut } from '../app/commands/index.ts'
import { useHasRole } from '../app/session.ts'
import { useNavigation } from '../app/navigation.ts'
import { useFormat, useLanguage, useText } from '../i18n/index.ts'
import { useImport } from '../import/index.ts'
import { orderStrings } from '../orders/index.ts'
import { sessionStrings } from '../session/strings.ts'
import { Button } from '../ui/index.ts'
import { countOf, workingLists, type WorkingList } from './lists.ts'
import { useWorklist } from './state.ts'

const icons: Record<WorkingList, LucideIcon> = { all: ClipboardList, screening: ScanSearch, scheduled: Stethoscope, eeg: Activity, drafts: PenLine }

export function ListPanel({ onSearchPacs, onOrders }: { onSearchPacs: () => void; onOrders: () => void }) {
  const t = useText('worklist')
  const format = useFormat()
  const { state, dispatch } = useWorklist()
  const facets = useOperation('worklist.facets', {}).data
  const { pickFiles, pickFolder } = useImport()
  const keys = { search: useShortcut('worklist.searchPacs'), files: useShortcut('worklist.importFiles') }
  return (
    <div className="wl-panel">
      <nav aria-label={t('lists.label')}>
        <h2 className="wl-panel-title ui-label">{t('lists.label')}</h2>
        <ul>
          {workingLists.map((list) => {
            const Icon = icons[list]
            const here = state.list === list
            const count = facets === undefined ? null : countOf(list, facets)
            return (
              <li key={list}>
                <button type="button" className="wl-list" aria-current={here ? 'page' : undefined} onClick={() => { dispatch({ type: 'list', list }) }}>
                  <Icon size={14} aria-hidden />
                  <span className="ui-truncate">{t(`lists.${list}`)}</span>
                  <span className="wl-list-count" data-zero={count === 0 ? '' : undefined}>{count === null ? '' : format.number(count)}</span>
                </button>
              </li>
            )
          })}
        </ul>
        <OrdersEntry onOpen={onOrders} />
        <SessionEntry />
      </nav>
      <section className="wl-sources" aria-label={t('sources')}>
        <h2 className="wl-panel-title ui-label">{t('sources')}</h2>
        <Button icon={<Search size={14} aria-hidden />} onClick={onSearchPacs} className="wl-source" {...(keys.search === undefined ? {} : { shortcut: keys.search })}>{t('searchPacs')}</Button>
        <Button icon={<FileDown size={14} aria-hidden />} onClick={pickFiles} className="wl-source">{t('importFiles')}</Button>
        <Button icon={<FolderDown size={14} aria-hidden />} onClick={pickFolder} className="wl-source">{t('importFolder')}</Button>
        <p className="wl-drop-hint">{t('dropHint')}</p>
      </section>
    </div>
  )
}

/** Requests, counted where their images are not here. */
function OrdersEntry({ onOpen }: { onOpen: () => void }) {
  const words = orderStrings[useLanguage()]
  const format = useFormat()
  const waiting = useOperation('orders.list', { filter: 'WITHOUT_IMAGES', text: '', offset: 0, limit: 1 }).data?.withoutImages
  return (
    <button type="button" className="wl-list" onClick={onOpen}>
      <ClipboardPlus size={14} aria-hidden />
      <span className="ui-truncate">{words.withoutImages}</span>
      <span className="wl-list-count" data-zero={waiting === 0 ? '' : undefined}>{waiting === undefined ? '' : format.number(waiting)}</span>
    </button>
  )
}

/** Second readers read in series. */
function SessionEntry() {
  const words = sessionStrings[useLanguage()]
  const { go } = useNavigation()
  const reads = useHasRole('L2')
  const shortcut = useShortcut('worklist.session')
  const open = () => { go({ name: 'session' }) }
  useCommand('worklist.session', open, { enabled: reads })
  return reads ? <Button variant="primary" icon={<ListChecks size={14} aria-hidden />} onClick={open} className="wl-source" {...(shortcut === undefined ? {} : { shortcut })}>{words.entry}</Button> : null
}
