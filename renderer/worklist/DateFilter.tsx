/** Date of the exam: the usual spans by one click, or two dates. */
import { Popover } from '@base-ui/react/popover'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'
import { addDays, formatDay, useText } from '../i18n/index.ts'
import { Button, DayField, focusInside } from '../ui/index.ts'
import { useWorklist } from './state.ts'
import { useToday } from './use-today.ts'

const spans = [
  { name: 'anyDate', days: null },
  { name: 'today', days: 0 },
  { name: 'week', days: 7 },
  { name: 'month', days: 30 },
  { name: 'year', days: 365 },
] as const

export function DateFilter() {
  const t = useText('worklist')
  const { state: { filter: { studyDateFrom, studyDateTo } }, dispatch } = useWorklist()
  const now = useToday()
  const popup = useRef<HTMLDivElement>(null)
  const set = (from: string | null, to: string | null) => { dispatch({ type: 'filter', change: { studyDateFrom: from, studyDateTo: to } }) }
  const fromOf = (days: number | null) => (days === null ? null : addDays(now, -days))
  const span = spans.find(({ days }) => studyDateTo === null && studyDateFrom === fromOf(days))
  const active = span?.name !== 'anyDate'
  const shown = span === undefined ? [formatDay(studyDateFrom), formatDay(studyDateTo)].map((day) => day || '…').join(' – ') : t(`filters.${span.name}`)
  return (
    <Popover.Root>
      <Popover.Trigger className="ui-button wl-filter" data-variant="quiet" data-active={active ? '' : undefined}>
        <span className="ui-truncate">{active ? `${t('filters.date')} · ${shown}` : t('filters.date')}</span><ChevronDown size={14} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="ui-positioner" sideOffset={4} align="start">
          <Popover.Popup ref={popup} className="ui-popup wl-dates" initialFocus={focusInside(popup)}>
            <Popover.Title className="ui-visually-hidden">{t('filters.date')}</Popover.Title>
            <div className="wl-date-spans">
              {spans.map(({ name, days }) => <Button key={name} variant="quiet" pressed={span?.name === name} onClick={() => { set(fromOf(days), null) }}>{t(`filters.${name}`)}</Button>)}
            </div>
            <h3 className="ui-menu-label">{t('filters.range')}</h3>
            <div className="wl-date-range">
              <DayField label={t('filters.from')} value={studyDateFrom ?? ''} onChange={(day) => { if (day !== null) set(day === '' ? null : day, studyDateTo) }} />
              <DayField label={t('filters.to')} value={studyDateTo ?? ''} onChange={(day) => { if (day !== null) set(studyDateFrom, day === '' ? null : day) }} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
