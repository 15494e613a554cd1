/** Readings per reader beside the legal minimum of a year. */
import type { IndicatorFigures } from '../../main/contract/index.ts'
import { useFormat } from '../i18n/index.ts'
import { ShareBar } from './ShareBar.tsx'
import { useDeskWords } from './use-desk-words.ts'

export function VolumeTable({ volumes }: { volumes: IndicatorFigures['volumes'] }) {
  const words = useDeskWords()
  const format = useFormat()
  return (
    <table className="dk-data">
      <thead><tr>{[words.reader, words.readings, words.minimum].map((head, index) => <th key={head} scope="col" colSpan={index === 1 ? 2 : 1} data-number={index === 2 ? '' : undefined}>{head}</th>)}</tr></thead>
      <tbody>
        {volumes.map(({ reader, kind, read, yearlyMinimum }) => (
          <tr key={`${kind} ${reader}`}>
            <th scope="row">{reader}</th>
            <td><ShareBar share={{ numerator: read, denominator: yearlyMinimum, value: read / yearlyMinimum, low: null, high: null }} target={1} tone={read >= yearlyMinimum ? 'ok' : 'neutral'} full={2} label={`${format.number(read)} / ${format.number(yearlyMinimum)}`} /></td>
            <td data-number="" className="dk-strong">{format.number(read)}</td>
            <td data-number="">{format.number(yearlyMinimum)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
