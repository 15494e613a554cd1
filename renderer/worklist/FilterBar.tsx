/** Search and filters above the table. Each filter shows what it holds; counts come from main. */
import { ChevronDown, Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { locality, readingState, type WorklistFilter } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'
import { useShortcut } from '../app/commands/index.ts'
import { useFormat, useText } from '../i18n/index.ts'
import { Button, IconButton, Kbd, Menu, Waiting, type MenuEntry } from '../ui/index.ts'
import { DateFilter } from './DateFilter.tsx'
import { isNarrowed } from './lists.ts'
import { useWorklist } from './state.ts'

export interface FilterBarProps {
  searchField: RefObject<HTMLInputElement | null>
  total: number | null
  pending: boolean
  onLeave: () => void
}

export function FilterBar({ searchField, total, pending, onLeave }: FilterBarProps) {
  const t = useText('worklist')
  const format = useFormat()
  const { state: { filter }, dispatch } = useWorklist()
  const facets = useOperation('worklist.facets', {}).data
  const searchKey = useShortcut('worklist.search')
  const change = (next: Partial<WorklistFilter>) => { dispatch({ type: 'filter', change: next }) }
  const toggle = <Value extends string>(values: readonly Value[], value: Value, on: boolean): Value[] => (on ? [...values, value] : values.filter((other) => other !== value))

  const names: Partial<Record<string, string>> = t('modality', { returnObjects: true })
  const modalities: MenuEntry[] = (facets?.modalities ?? []).map(({ value, count }) => ({
    kind: 'check', label: names[value] === undefined || names[value] === value ? value : <>{value} <span className="ui-muted">{names[value]}</span></>, end: format.number(count), checked: filter.modalities.includes(value),
    onChange: (on) => { change({ modalities: toggle(filter.modalities, value, on) }) },
  }))
  const sites: MenuEntry[] = (facets?.sites ?? []).map(({ value, count }) => ({
    kind: 'check', label: value, end: format.number(count), checked: filter.sites.includes(value),
    onChange: (on) => { change({ sites: toggle(filter.sites, value, on) }) },
  }))
  const states: MenuEntry[] = [
    { kind: 'label', label: t('filters.reading') },
    ...readingState.options.map((value): MenuEntry => ({
      kind: 'check', label: t(`reading.${value}`), checked: filter.readings.includes(value),
      onChange: (on) => { change({ readings: toggle(filter.readings, value, on) }) },
    })),
    { kind: 'separator' },
    { kind: 'label', label: t('filters.here') },
    ...locality.options.map((value): MenuEntry => ({
      kind: 'check', label: t(`locality.${value}`), checked: filter.localities.includes(value),
      onChange: (on) => { change({ localities: toggle(filter.localities, value, on) }) },
    })),
  ]
  const chosenStates = [...filter.readings.map((value) => t(`reading.${value}`)), ...filter.localities.map((value) => t(`locality.${value}`))]

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      onLeave()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      if (filter.text === '') onLeave()
      else change({ text: '' })
    }
  }
  return (
    <div className="wl-filters" role="search">
      <div className="wl-search">
        <Search size={14} aria-hidden />
        <input
          ref={searchField}
          className="ui-input"
          data-size="small"
          type="text"
          aria-label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={filter.text}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={(event) => { change({ text: event.target.value }) }}
          onKeyDown={onKeyDown}
        />
        {filter.text === '' ? (searchKey === undefined ? null : <span className="wl-search-key"><Kbd aria-hidden>{searchKey}</Kbd></span>) : (
          <span className="wl-search-clear"><IconButton label={t('clearSearch')} icon={<X size={14} aria-hidden />} onClick={() => { change({ text: '' }) }} /></span>
        )}
      </div>
      <FilterMenu name={t('filters.modality')} chosen={filter.modalities} entries={modalities} />
      <FilterMenu name={t('filters.site')} chosen={filter.sites} entries={sites} />
      <FilterMenu name={t('filters.state')} chosen={chosenStates} entries={states} />
      <DateFilter />
      {isNarrowed(filter) ? <Button variant="quiet" icon={<X size={14} aria-hidden />} onClick={() => { dispatch({ type: 'clear' }) }}>{t('filters.clear')}</Button> : null}
      <span className="wl-count" role="status">
        {pending ? <Waiting>{t('empty.loading')}</Waiting> : total === null ? null : t('count', { count: total, formatted: format.number(total) })}
      </span>
    </div>
  )
}

function FilterMenu({ name, chosen, entries }: { name: string; chosen: readonly string[]; entries: readonly MenuEntry[] }) {
  const format = useFormat()
  const shown = chosen.length === 0 ? name : chosen.length === 1 ? `${name} · ${chosen[0]}` : `${name} · ${format.number(chosen.length)}`
  return (
    <Menu
      entries={entries}
      trigger={
        <button type="button" className="ui-button wl-filter" data-variant="quiet" data-active={chosen.length > 0 ? '' : undefined} disabled={entries.length === 0}>
          <span className="ui-truncate">{shown}</span><ChevronDown size={14} aria-hidden />
        </button>
      }
    />
  )
}
