/** What each reader concluded: the first, the second blind and final, and of an exam that came back every round. */
import type { ExamDetail, ExamRow } from '../../main/contract/index.ts'
import { Notice } from '../ui/index.ts'
import { filled, useDeskWords } from './use-desk-words.ts'

type Summary = NonNullable<ExamRow['opinions']>['final']

export function ReadingsSection({ exam: { opinions, firstReader, secondReader, earlier, round, independent, arbiter } }: { exam: ExamDetail }) {
  const words = useDeskWords()
  if (firstReader === null && secondReader === null) return null
  const opinion = (name: string, reader: string | null, one: Summary | null | undefined) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td>{reader ?? ''}</td>
      <td>{one == null ? '' : words.decisions[one.decision]}</td>
      <td className="dk-number">{one == null ? '' : `ACR ${one.acr.D ?? '–'} / ${one.acr.G ?? '–'}`}</td>
    </tr>
  )
  const named = (name: string, of: number) => (round === 1 ? name : `${name}, ${of === 1 ? words.earlierRound : filled(words.round, { n: of })}`)
  return (
    <section>
      <h3>{words.reading}</h3>
      <table className="dk-opinions">
        <tbody>
          {opinion(independent ? words.readerA : words.first, firstReader, opinions?.first)}
          {earlier.flatMap((one) => [opinion(named(words.blind, one.round), one.reader, one.blind), opinion(named(words.final, one.round), '', one.final)])}
          {secondReader === null ? null : opinion(named(independent ? words.readerB : words.blind, round), secondReader, opinions?.blind)}
          {opinions === null ? null : opinion(named(independent ? words.concluded : words.final, round), arbiter ?? '', opinions.final)}
        </tbody>
      </table>
      {!independent && opinions !== null && opinions.blind.decision !== opinions.final.decision ? <Notice tone="warn">{words.changed}</Notice> : null}
    </section>
  )
}
