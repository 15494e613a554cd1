/** The exam's course in the programme, as the reading room asks and tells it: in the transaction of each act, by the
 *  row that acts. Ordinary reports and training drafts have none. */
import { ExpectedError, type Account } from '../contract/index.ts'
import { assignedTo, type CourseAct, type CourseReading } from '../programme/index.ts'
import type { ReadingPorts } from './ports.ts'
import { signedReading, type ReadingRow } from './reading-rows.ts'
import { standingDigest } from './sealed-opinions.ts'

type Told = Pick<ReadingRow, 'id' | 'study_instance_uid' | 'kind' | 'policy' | 'phase' | 'training' | 'frozen_at'>

const readingOf = ({ store }: Pick<ReadingPorts, 'store'>, { study_instance_uid, kind, policy, phase }: Told): CourseReading =>
  ({ studyInstanceUID: study_instance_uid, kind, policy, phase, first: signedReading(store, study_instance_uid, 'FIRST')?.account_id ?? null })

const hasCourse = ({ kind, training }: Told): boolean => kind !== 'PLAIN' && training === 0

/** The reader begins or comes back: takes the exam, or keeps it. Refused when somebody else has it. */
export function takeExam(ports: ReadingPorts, row: Told, account: Account): void {
  if (hasCourse(row)) requireGiven(ports, row, account)
  if (hasCourse(row)) ports.course.taken(readingOf(ports, row), account, row.frozen_at === null ? null : standingDigest(ports.store, row.id, 'FROZEN'))
}

/** Where a centre elsewhere says who reads, an exam that was not given, or was taken back, is nobody's here. */
export function requireGiven({ elsewhere, store }: Pick<ReadingPorts, 'elsewhere' | 'store'>, { kind, study_instance_uid: study }: Pick<Told, 'kind' | 'study_instance_uid'>, account: Pick<Account, 'id'>): void {
  if (kind === 'FIRST' || kind === 'PLAIN' || !elsewhere.onlyAssigned()) return
  if (assignedTo(store, study).every(({ reader }) => reader !== account.id)) throw new ExpectedError('dossier/unassigned', { subject: study })
}

export function tellCourse(ports: ReadingPorts, row: Told, account: Account, act: CourseAct): void {
  if (hasCourse(row)) ports.course.told(readingOf(ports, row), account, act)
}

/** A signed first reading goes on to a second reader. */
export function sendOn(ports: ReadingPorts, row: Told): void {
  ports.course.received(readingOf(ports, row))
}
