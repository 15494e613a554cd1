/** A page of the desk's list. No envelope is opened for it but where only the opinion can tell: exams without a course, and
 *  what may be a discordance. What stands on the page is checked against its digest, which opens nothing. */
import type { Account, Output, ParsedInput } from '../contract/index.ts'
import { localDay } from '../displays/index.ts'
import { filtered, followed, followedExams, maybeDiscordant, page, reopened, withoutCourse, type FollowedExam } from './exams.ts'
import type { Opinions } from './opinions.ts'
import type { StructurePorts } from './ports.ts'

type Ports = Pick<StructurePorts, 'store' | 'now' | 'course' | 'policy'>
type Filter = ParsedInput<'structure.exams'>['filter']

const openedFor = ({ view }: Filter) => (view === 'DISCORDANCES' ? maybeDiscordant : withoutCourse)

export async function examPage(ports: Ports, opinions: Opinions, account: Account, input: ParsedInput<'structure.exams'>): Promise<Output<'structure.exams'>> {
  const exams = await followedExams(ports, opinions, account, openedFor(input.filter))
  const answer = page(exams.map(({ row }) => row), input)
  const shown = new Map(answer.rows.map(({ studyInstanceUID }) => [studyInstanceUID, true]))
  const today = localDay(ports.now())
  const altered = new Map(exams.filter(({ recorded }) => shown.has(recorded.study.study_uid) && opinions.altered(recorded)).map(({ recorded }) => [recorded.study.study_uid, followed(recorded, { is: 'broken' }, today).row]))
  return { ...answer, rows: answer.rows.map((row) => altered.get(row.studyInstanceUID) ?? row) }
}

/** Every exam of a filter, in order, opened. */
export async function openedExams(ports: Ports, opinions: Opinions, account: Account, filter: Filter): Promise<FollowedExam[]> {
  const exams = await followedExams(ports, opinions, account, openedFor(filter))
  const byStudy = new Map(exams.map((exam) => [exam.row.studyInstanceUID, exam]))
  return reopened(ports, opinions, account, filtered(exams.map(({ row }) => row), filter).flatMap(({ studyInstanceUID }) => byStudy.get(studyInstanceUID) ?? []))
}
