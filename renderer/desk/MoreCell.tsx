/** The last column: what matters of an exam in each of the desk's lists. */
import type { ExamFilter, ExamRow } from '../../main/contract/index.ts'
import { useFormat } from '../i18n/index.ts'
import { useDeskWords } from './use-desk-words.ts'

export function MoreCell({ exam, view }: { exam: ExamRow; view: ExamFilter['view'] }) {
  const words = useDeskWords()
  const format = useFormat()
  const next = exam.lettersDue.toSorted((one, other) => one.by.localeCompare(other.by))[0]
  if (view === 'DISCORDANCES' && exam.opinions !== null) {
    const { first, blind, final } = exam.opinions
    const steps = [first === null ? '' : `L1 ${words.decisions[first.decision]}`, `L2 ${words.decisions[blind.decision]}`]
    return <>{[...steps, ...(final.decision === blind.decision ? [] : [words.decisions[final.decision]])].filter((step) => step !== '').join(' → ')}</>
  }
  if (exam.recall !== null && exam.recall.reminderDueOn !== null && view !== 'LETTERS') return <>{`${words.reminderOn} ${format.day(exam.recall.reminderDueOn)}`}</>
  if (exam.bdd !== null && view !== 'LETTERS') return <>{`${format.day(exam.bdd.doneOn)} · ACR ${exam.bdd.acr.D ?? '–'} / ${exam.bdd.acr.G ?? '–'}`}</>
  if (next !== undefined) return <>{`${words.letter} ${words.recipients[next.recipient].toLocaleLowerCase()} ${format.day(next.by)}`}</>
  return <>{exam.dueOn === null ? '' : format.day(exam.dueOn)}</>
}
