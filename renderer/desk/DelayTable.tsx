/** Delays in days: median, longest, and the share within the legal fifteen. */
import type { IndicatorFigures } from '../../main/contract/index.ts'
import { delayWords } from '../../main/domain/indicators/index.ts'
import { useBilingual, useFormat } from '../i18n/index.ts'
import { ShareBar } from './ShareBar.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'
import { usePercent } from './use-percent.ts'

export function DelayTable({ delays }: { delays: IndicatorFigures['delays'] }) {
  const words = useDeskWords()
  const say = useBilingual()
  const format = useFormat()
  const percent = usePercent()
  const days = (count: number | null) => (count === null ? '–' : filled(words.days, { n: format.number(count, Number.isInteger(count) ? 0 : 1) }))
  return (
    <table className="dk-data">
      <thead><tr>{[words.delay, words.median, words.longest, words.within].map((head, index) => <th key={head} scope="col" colSpan={index === 3 ? 2 : 1} data-number={index === 1 || index === 2 ? '' : undefined}>{head}</th>)}</tr></thead>
      <tbody>
        {delays.map(({ name, median, longest, within }) => (
          <tr key={name}>
            <th scope="row">{say(delayWords[name])}</th>
            <td data-number="" className="dk-strong">{days(median)}</td>
            <td data-number="">{days(longest)}</td>
            <td><ShareBar share={within} target={null} tone="neutral" full={1} label={format.labelled(words.within, percent(within.value))} /></td>
            <td data-number="">{percent(within.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
