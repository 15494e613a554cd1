/** By which ways objects are fetched, in which order, and what the line and the hours of the source allow. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { OpeningHours, SourceInput } from '../../../main/contract/index.ts'
import { useText } from '../../i18n/index.ts'
import { Checkbox, IconButton, TextField } from '../../ui/index.ts'
import { isTime } from './source-problems.ts'
import { allWays, moved } from './source-edits.ts'

const bitsPerMegabit = 1_000_000
const everyDay = [1, 2, 3, 4, 5, 6, 7] as const
/** Where hours are set for the first time: nights. */
const nights: OpeningHours = { days: [...everyDay], from: '20:00', to: '07:00' }

export function RetrievalFields({ source, disabled, change }: { source: SourceInput; disabled: boolean; change: (part: Partial<SourceInput>) => void }) {
  const t = useText('sources')
  const { retrieval, bytesPerSecond, parallel, hours, mayStoreTest } = source
  const megabits = (typed: string) => {
    const value = Number(typed.replace(',', '.'))
    return typed.trim() === '' || !(value > 0) ? null : Math.max(1000, Math.round((value * bitsPerMegabit) / 8))
  }
  return (
    <details className="so-fold">
      <summary>{t('retrieval')}</summary>
      <div className="so-fields">
        <div className="ui-field">
          <span className="ui-field-label">{t('ways')}</span>
          <ol className="so-ways" aria-label={t('ways')}>
            {allWays(retrieval).map((way) => {
              const place = retrieval.indexOf(way)
              const name = t(`way.${way}`)
              return (
                <li key={way}>
                  <Checkbox label={name} checked={place >= 0} disabled={disabled} onChange={(used) => { change({ retrieval: used ? [...retrieval, way] : retrieval.filter((one) => one !== way) }) }} />
                  {place >= 0 && !disabled ? (
                    <>
                      <IconButton label={t('up', { name })} icon={<ArrowUp size={14} aria-hidden />} disabled={place === 0} onClick={() => { change({ retrieval: moved(retrieval, place, -1) }) }} />
                      <IconButton label={t('down', { name })} icon={<ArrowDown size={14} aria-hidden />} disabled={place === retrieval.length - 1} onClick={() => { change({ retrieval: moved(retrieval, place, 1) }) }} />
                    </>
                  ) : null}
                </li>
              )
            })}
          </ol>
          <span className="ui-field-hint">{t('moveHint')}</span>
        </div>
        <div className="se-pair">
          <TextField label={t('bandwidth')} hint={t('bandwidthHint')} type="number" min={1} value={bytesPerSecond === null ? '' : String((bytesPerSecond * 8) / bitsPerMegabit)} disabled={disabled} onChange={(typed) => { change({ bytesPerSecond: megabits(typed) }) }} />
          <TextField label={t('parallel')} hint={t('parallelHint')} type="number" min={1} max={16} value={String(parallel)} disabled={disabled} onChange={(typed) => { change({ parallel: Math.min(16, Math.max(1, Math.trunc(Number(typed)) || 1)) }) }} />
        </div>
        <Checkbox label={t('limited')} hint={t('limitedHint')} checked={hours !== null} disabled={disabled} onChange={(limited) => { change({ hours: limited ? nights : null }) }} />
        {hours === null ? null : (
          <div className="so-hours">
            <div role="group" aria-label={t('days')} className="ui-row">
              {everyDay.map((day) => <Checkbox key={day} label={t(`day.d${day}`)} checked={hours.days.includes(day)} disabled={disabled} onChange={(on) => { change({ hours: { ...hours, days: everyDay.filter((one) => (one === day ? on : hours.days.includes(one))) } }) }} />)}
            </div>
            <div className="se-pair">
              {(['from', 'to'] as const).map((end) => (
                <TextField key={end} label={t(end)} error={isTime(hours[end]) ? null : t('timeError')} value={hours[end]} maxLength={5} disabled={disabled} onChange={(typed) => { change({ hours: { ...hours, [end]: typed.trim() } }) }} />
              ))}
            </div>
          </div>
        )}
        <Checkbox label={t('mayStore')} hint={t('mayStoreHint')} checked={mayStoreTest} disabled={disabled} onChange={(allowed) => { change({ mayStoreTest: allowed }) }} />
      </div>
    </details>
  )
}
