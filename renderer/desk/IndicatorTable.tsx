/** The legal indicators, each with its bar against the target. Every row has its own scale, set so that the targets stand
 *  on one line. */
import type { IndicatorFigure } from '../../main/contract/index.ts'
import { indicatorWords, standingWords, targetWords } from '../../main/domain/indicators/index.ts'
import { useBilingual, useFormat } from '../i18n/index.ts'
import { Status, type Tone } from '../ui/index.ts'
import { ShareBar } from './ShareBar.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'
import { usePercent } from './use-percent.ts'

const tones: Readonly<Record<IndicatorFigure['standing'], 'ok' | 'alert' | 'neutral'>> = { kept: 'ok', missed: 'alert', insufficient: 'neutral' }

export function IndicatorTable({ indicators }: { indicators: readonly IndicatorFigure[] }) {
  const words = useDeskWords()
  return (
    <table className="dk-data">
      <thead><tr>{[words.indicator, words.chart, words.value, words.ratio, words.interval, words.target, words.judged].map((head, index) => <th key={head} scope="col" data-number={index > 1 && index < 6 ? '' : undefined}>{head}</th>)}</tr></thead>
      <tbody>{indicators.map((figure) => <Row key={figure.name} figure={figure} />)}</tbody>
    </table>
  )
}

function Row({ figure: { name, proportion, target, standing, certain } }: { figure: IndicatorFigure }) {
  const words = useDeskWords()
  const say = useBilingual()
  const format = useFormat()
  const percent = usePercent()
  const judged = say(standingWords[standing])
  const value = percent(proportion.value)
  const tone: Tone = tones[standing]
  return (
    <tr>
      <th scope="row">{say(indicatorWords[name])}</th>
      <td><ShareBar share={proportion} target={target.limit} tone={tones[standing]} full={target.limit * 2} label={filled(words.ofTarget, { value, target: say(targetWords(target)), judged })} /></td>
      <td data-number="" className="dk-strong">{value}</td>
      <td data-number="">{`${format.number(proportion.numerator)} / ${format.number(proportion.denominator)}`}</td>
      <td data-number="">{proportion.low === null ? '' : `${percent(proportion.low)} – ${percent(proportion.high)}`}</td>
      <td data-number="">{say(targetWords(target))}</td>
      <td><Status tone={tone}>{judged}{standing === 'insufficient' || certain ? '' : ` (${words.uncertain})`}</Status></td>
    </tr>
  )
}
