/** Filters of the page of deliveries. Identifiers are searched, never names. */
import { ChevronDown, Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import { outboxKind, outboxState, type DeliveryFilter, type OutboxState } from '../../main/contract/index.ts'
import { useShortcut } from '../app/commands/index.ts'
import { addDays, useFormat, useText } from '../i18n/index.ts'
import { Button, Checkbox, DayField, Menu, Waiting, type MenuEntry } from '../ui/index.ts'
import { failedStates, hasStates, noFilter, openStates, withStates } from './filter-states.ts'

export interface DeliveryFiltersProps {
  filter: DeliveryFilter
  onFilter: (filter: DeliveryFilter) => void
  states: Partial<Record<OutboxState, number>>
  total: number | null
  pending: boolean
  searchField: RefObject<HTMLInputElement | null>
  onLeave: () => void
}

const toggled = <Value extends string>(values: readonly Value[], value: Value, on: boolean): Value[] => (on ? [...values, value] : values.filter((other) => other !== value))
/** Local midnight of a day, as an instant. */
const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString()
const dayOf = (instant: string | null): string => {
  if (instant === null) return ''
  const at = new Date(instant)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

export function DeliveryFilters({ filter, onFilter, states, total, pending, searchField, onLeave }: DeliveryFiltersProps) {
  const t = useText('delivery')
  const format = useFormat()
  const failedKey = useShortcut('deliveries.failed')
  const openKey = useShortcut('deliveries.open')
  const change = (next: Partial<DeliveryFilter>) => { onFilter({ ...filter, ...next }) }
  const ofState: MenuEntry[] = outboxState.options.map((value) => ({ kind: 'check', label: t(`states.${value}`), end: format.number(states[value] ?? 0), checked: filter.states.includes(value), onChange: (on) => { change({ states: toggled(filter.states, value, on) }) } }))
  const ofKind: MenuEntry[] = outboxKind.options.map((value) => ({ kind: 'check', label: t(`kinds.${value}`), checked: filter.kinds.includes(value), onChange: (on) => { change({ kinds: toggled(filter.kinds, value, on) }) } }))
  const ofDestination: MenuEntry[] = (['PACS', 'RIS'] as const).map((value) => ({ kind: 'check', label: value, checked: filter.destinations.includes(value), onChange: (on) => { change({ destinations: toggled(filter.destinations, value, on) }) } }))
  return (
    <div className="dp-filters" role="search">
      <div className="dp-search">
        <Search size={14} aria-hidden />
        <input ref={searchField} className="ui-input" data-size="small" type="text" aria-label={t('page.search')} placeholder={t('page.searchPlaceholder')} value={filter.text} autoComplete="off" spellCheck={false} maxLength={100}
          onChange={(event) => { change({ text: event.target.value }) }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
            event.preventDefault()
            onLeave()
          }} />
      </div>
      <Button variant="quiet" pressed={hasStates(filter, failedStates)} {...(failedKey === undefined ? {} : { shortcut: failedKey })} onClick={() => { onFilter(withStates(filter, failedStates)) }}>{t('page.failedOnly')}</Button>
      <Button variant="quiet" pressed={hasStates(filter, openStates)} {...(openKey === undefined ? {} : { shortcut: openKey })} onClick={() => { onFilter(withStates(filter, openStates)) }}>{t('page.openOnly')}</Button>
      <FilterMenu name={t('page.state')} chosen={filter.states.map((value) => t(`states.${value}`))} entries={ofState} />
      <FilterMenu name={t('page.destination')} chosen={filter.destinations} entries={ofDestination} />
      <FilterMenu name={t('page.kind')} chosen={filter.kinds.map((value) => t(`kinds.${value}`))} entries={ofKind} />
      <DayField label={t('page.from')} value={dayOf(filter.from)} onChange={(day) => { if (day !== null) change({ from: day === '' ? null : startOf(day) }) }} />
      <DayField label={t('page.until')} value={filter.until === null ? '' : addDays(dayOf(filter.until), -1)} onChange={(day) => { if (day !== null) change({ until: day === '' ? null : startOf(addDays(day, 1)) }) }} />
      <Checkbox label={t('page.urgentOnly')} checked={filter.urgentOnly} onChange={(urgentOnly) => { change({ urgentOnly }) }} />
      {JSON.stringify(filter) === JSON.stringify(noFilter) ? null : <Button variant="quiet" icon={<X size={14} aria-hidden />} onClick={() => { onFilter(noFilter) }}>{t('page.clear')}</Button>}
      <span className="dp-count" role="status">{pending ? <Waiting>{t('page.reading')}</Waiting> : total === null ? null : t('page.count', { count: total, formatted: format.number(total) })}</span>
    </div>
  )
}

function FilterMenu({ name, chosen, entries }: { name: string; chosen: readonly string[]; entries: readonly MenuEntry[] }) {
  const shown = chosen.length === 0 ? name : chosen.length === 1 ? `${name} · ${chosen[0]}` : `${name} · ${chosen.length}`
  return <Menu entries={entries} trigger={<button type="button" className="ui-button dp-filter" data-variant="quiet" data-active={chosen.length > 0 ? '' : undefined}><span className="ui-truncate">{shown}</span><ChevronDown size={14} aria-hidden /></button>} />
}
