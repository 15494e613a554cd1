/** The chosen exam: who, where it stands, what each reader concluded, and what a coordinator may do now. The row says the
 *  first at once; opinions are opened when the choice has rested. */
import type { RefObject } from 'react'
import type { ExamDetail as Detail, ExamRow } from '../../main/contract/index.ts'
import { useOperation, useProblemText } from '../api/index.ts'
import { formatPatientName, useFormat, useText } from '../i18n/index.ts'
import { Button, Notice, Waiting } from '../ui/index.ts'
import { BddSection } from './BddSection.tsx'
import { CorrectionSection } from './CorrectionSection.tsx'
import { CourseActs } from './CourseActs.tsx'
import { DueStatus } from './DueStatus.tsx'
import { LateChanges } from './LateChanges.tsx'
import { LettersSection } from './LettersSection.tsx'
import { ReadingsSection } from './ReadingsSection.tsx'
import { RecallSection } from './RecallSection.tsx'
import { filled, useDeskWords } from './use-desk-words.ts'
import { useSettled } from './use-settled.ts'

export function ExamDetail({ exam, focusRef }: { exam: ExamRow | undefined; focusRef: RefObject<HTMLDivElement | null> }) {
  const words = useDeskWords()
  const format = useFormat()
  const study = exam?.studyInstanceUID
  const settled = useSettled(study)
  if (exam === undefined) return <div className="dk-detail" ref={focusRef} tabIndex={-1}><p className="ui-muted">{words.choose}</p></div>
  return (
    // The keyboard comes here from the list; everything that can be done follows in order.
    <div className="dk-detail" ref={focusRef} tabIndex={-1}>
      <div className="dk-detail-head">
        <h2 className="dk-name">{formatPatientName(exam.patientName) || words.unnamed}</h2>
        <span className="dk-number">{format.day(exam.patientBirthDate)}</span>
      </div>
      <div className="dk-state"><DueStatus due={exam.due} /><span>{words.standings[exam.standing]}</span>{exam.round > 1 ? <span className="dk-tag">{filled(words.round, { n: exam.round })}</span> : null}{exam.dueOn === null ? null : <span className="dk-number">{format.day(exam.dueOn)}</span>}</div>
      <dl className="ui-facts">
        <dt>{words.record}</dt><dd className="ui-selectable">{exam.accessionNumber}</dd>
        <dt>{words.examOf}</dt><dd>{[format.day(exam.examOn), exam.site].filter((part) => part !== '').join(', ')}</dd>
      </dl>
      {exam.standing === 'ENVELOPPE_ALTEREE' ? <Notice tone="alert">{words.broken}</Notice> : null}
      {settled === study ? <Opened key={study} exam={exam} /> : <Waiting>{words.opening}</Waiting>}
    </div>
  )
}

function Opened({ exam }: { exam: ExamRow }) {
  const words = useDeskWords()
  const common = useText('common')
  const problem = useProblemText()
  const answer = useOperation('structure.exam', { studyInstanceUID: exam.studyInstanceUID })
  if (answer.data !== undefined) return <Sections exam={answer.data} />
  if (answer.error === null) return <Waiting>{words.opening}</Waiting>
  return <Notice tone="alert" title={words.detailFailed} action={<Button onClick={() => { void answer.refetch() }}>{common('retry')}</Button>}>{problem(answer.error)}</Notice>
}

function Sections({ exam }: { exam: Detail }) {
  const words = useDeskWords()
  const format = useFormat()
  const { standing, recall, bdd, listed } = exam
  // Why it waits comes before the letter about the delay.
  const waits = (exam.reason !== '' || exam.sheetIdentity !== null) && standing !== 'CLOS'
  return (
    <>
      <LateChanges study={exam.studyInstanceUID} />
      <CorrectionSection exam={exam} />
      {exam.identityDiffers.length === 0 || listed === null ? null : <Notice tone="warn">{filled(words.identity, { name: listed.name, birth: format.day(listed.birthDate), exam: format.day(listed.examOn) })}</Notice>}
      <ReadingsSection exam={exam} />
      {waits ? <CourseActs exam={exam} /> : null}
      {recall === null && standing !== 'RAPPEL_A_DEMANDER' ? null : <RecallSection exam={exam} />}
      {standing === 'POSITIF_L2' || standing === 'BDD_ATTENDU' || standing === 'BDD_RECU' || bdd !== null ? <BddSection exam={exam} /> : null}
      {exam.letters.length > 0 || exam.lettersDue.length > 0 ? <LettersSection exam={exam} /> : null}
      {waits ? null : <CourseActs exam={exam} />}
    </>
  )
}
