/** Every delivery that the account may see: filters, a table of any length, and what is known of the chosen one. The
 *  keyboard starts on the table. */
import { Inbox, ListX, SearchX } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DeliveryFilter, OutboxId } from '../../main/contract/index.ts'
import { useProblemText } from '../api/index.ts'
import { TopBar } from '../app/TopBar.tsx'
import { useText } from '../i18n/index.ts'
import { Button, EmptyState, Notice, Waiting } from '../ui/index.ts'
import { AwayNotices } from './AwayNotices.tsx'
import { DeliveryDetail } from './DeliveryDetail.tsx'
import { DeliveryFilters } from './DeliveryFilters.tsx'
import { DeliveryTable, useDeliveryTable } from './DeliveryTable.tsx'
import './delivery.css'
import { noFilter } from './filter-states.ts'
import { useFilterKeys } from './use-filter-keys.ts'

export function DeliveryScreen() {
  const t = useText('delivery')
  const common = useText('common')
  const problem = useProblemText()
  const [filter, setFilter] = useState<DeliveryFilter>(noFilter)
  // The same question keeps its identity.
  const asked = JSON.stringify(filter)
  const query = useMemo(() => JSON.parse(asked) as DeliveryFilter, [asked])
  const table = useDeliveryTable(query)
  const { rows, scroller } = table
  const [chosen, setChosen] = useState<{ id: OutboxId; index: number } | null>(null)
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => { scroller.current?.focus() }, [scroller])
  const narrowed = asked !== JSON.stringify(noFilter)
  const selected = chosen?.id ?? rows.row(0)?.id ?? null
  const clear = () => { setFilter(noFilter) }
  useFilterKeys(filter, setFilter, search)

  return (
    <div className="app-screen">
      <TopBar title={t('page.title')} />
      <main className="dp" aria-label={t('page.title')}>
        <div className="dp-list">
          <AwayNotices />
          <DeliveryFilters filter={filter} onFilter={setFilter} states={rows.states} total={rows.total} pending={rows.pending} searchField={search} onLeave={() => { scroller.current?.focus() }} />
          <div className="dp-table">
            <DeliveryTable {...table} selected={selected} index={chosen?.index ?? 0} onChoose={(index, row) => { setChosen({ id: row.id, index }) }} />
            {rows.error !== null ? (
              <div className="dp-beyond"><EmptyState icon={ListX} title={t('failed')} actions={<Button variant="primary" onClick={rows.retry}>{common('retry')}</Button>}>{problem(rows.error)}</EmptyState></div>
            ) : rows.total === null ? <div className="dp-beyond"><Waiting block>{common('loading')}</Waiting></div>
              : rows.total > 0 ? null
                : narrowed ? <div className="dp-beyond"><EmptyState icon={SearchX} title={t('page.noneFits')} actions={<Button variant="primary" onClick={clear}>{t('page.clear')}</Button>} /></div>
                  : <div className="dp-beyond"><EmptyState icon={Inbox} title={t('empty')}>{t('emptyText')}</EmptyState></div>}
          </div>
        </div>
        <aside className="dp-side" aria-label={t('page.detail')}>
          {selected === null ? <Notice tone="neutral">{t('page.choose')}</Notice> : <DeliveryDetail key={selected} id={selected} onShow={(id) => { setChosen({ id, index: chosen?.index ?? 0 }) }} />}
        </aside>
      </main>
    </div>
  )
}
