/** The chosen exam: who, where it stands, what each reader concluded, and what a coordinator may do now. */
import type { RefObject } from 'react'
import type { ExamRow } from '../../main/contract/index.ts'
import { formatPatientName, useFormat } from '../i18n/index.ts'
import { Notice } from '../ui/index.ts'
import { BddSection } from './BddSection.tsx'
import { DueStatus } from './DueStatus.tsx'
import { LettersSection } from './LettersSection.tsx'
import { RecallSection } from './RecallSection.tsx'
import { useDeskWords } from './use-desk-words.ts'

export function ExamDetail({ exam, focusRef }: { exam: ExamRow | undefined; focusRef: RefObject<HTMLDivElement | null> }) {
  const words = useDeskWords()
  const format = useFormat()
  if (exam === undefined) return <div className="dk-detail" ref={focusRef} tabIndex={-1}><p className="ui-muted">{words.choose}</p></div>
  return (
    // The keyboard comes here from the list; everything that can be done follows in order.
    <div className="dk-detail" ref={focusRef} tabIndex={-1}>
      <div className="dk-detail-head">
        <h2 className="dk-name">{formatPatientName(exam.patientName) || words.unnamed}</h2>
        <span className="dk-number">{format.day(exam.patientBirthDate)}</span>
      </div>
      <div className="dk-state"><DueStatus due={exam.due} /><span>{words.standings[exam.standing]}</span>{exam.dueOn === null ? null : <span className="dk-number">{format.day(exam.dueOn)}</span>}</div>
      <dl className="ui-facts">
        <dt>{words.record}</dt><dd className="ui-selectable">{exam.accessionNumber}</dd>
        <dt>{words.examOf}</dt><dd>{[format.day(exam.examOn), exam.site].filter((part) => part !== '').join(', ')}</dd>
      </dl>
      {exam.standing === 'ENVELOPPE_ALTEREE' ? <Notice tone="alert">{words.broken}</Notice> : null}
      <Readings exam={exam} />
      {exam.recall === null ? null : <RecallSection key={`recall ${exam.studyInstanceUID}`} exam={exam} recall={exam.recall} />}
      {exam.standing === 'BDD_ATTENDU' || exam.standing === 'BDD_RECU' ? <BddSection key={`bdd ${exam.studyInstanceUID}`} exam={exam} /> : null}
      {exam.letters.length > 0 || exam.lettersDue.length > 0 ? <LettersSection key={`letters ${exam.studyInstanceUID}`} exam={exam} /> : null}
    </div>
  )
}

function Readings({ exam: { opinions, firstReader, secondReader } }: { exam: ExamRow }) {
  const words = useDeskWords()
  if (firstReader === null && secondReader === null) return null
  const opinion = (name: string, reader: string | null, one: NonNullable<ExamRow['opinions']>['final'] | null | undefined) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{reader ?? ''}</td>
      <td>{one == null ? '' : words.decisions[one.decision]}</td>
      <td className="dk-number">{one == null ? '' : `ACR ${one.acr.D ?? '–'} / ${one.acr.G ?? '–'}`}</td>
    </tr>
  )
  return (
    <section>
      <h3>{words.reading}</h3>
      <table className="dk-opinions">
        <tbody>
          {opinion(words.first, firstReader, opinions?.first)}
          {secondReader === null ? null : opinion(words.blind, secondReader, opinions?.blind)}
          {opinions === null ? null : opinion(words.final, '', opinions.final)}
        </tbody>
      </table>
      {opinions !== null && opinions.blind.decision !== opinions.final.decision ? <Notice tone="warn">{words.changed}</Notice> : null}
    </section>
  )
}
