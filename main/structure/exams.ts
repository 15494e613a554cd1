/** The exams of the desk: put together from rows, course and opinions, filtered, late ones first, paged. */
import { ExpectedError, type Account, type Avis, type DueLevel, type ExamFilter, type ExamRow, type Output, type ParsedInput } from '../contract/index.ts'
import { daysBetween } from '../domain/indicators/index.ts'
import { decisionOf } from '../domain/sheet/index.ts'
import { localDay } from '../displays/index.ts'
import { recordedExams, type RecordedExam } from './exam-rows.ts'
import { differences } from './list/index.ts'
import type { Conclusion, Opinions, OpinionsOf } from './opinions.ts'
import type { StructurePorts } from './ports.ts'
import { dueOf, lettersDueOf, recallDays, resultOf, standingOf } from './standing.ts'

/** Everything that is known of one exam. */
export interface FollowedExam { readonly recorded: RecordedExam; readonly opinions: OpinionsOf; readonly row: ExamRow }
type Ports = Pick<StructurePorts, 'store' | 'now' | 'course' | 'policy'>
type Whose = Pick<Account, 'id' | 'roles'>

export const dayOf = (instant: string | number): string => localDay(new Date(instant))

/** Without a course only the opinion itself says where the exam stands. */
export const withoutCourse = ({ place, second }: RecordedExam): boolean => place === null && second !== null && second.signed_at !== null

/** What may be a discordance: found by the second reader, or changed after the reveal. */
export const maybeDiscordant = (exam: RecordedExam): boolean => withoutCourse(exam) || exam.place?.issue === 'POSITIF_L2' || exam.place?.changed === true

/** @param opened whose envelopes are opened */
export async function followedExams(ports: Ports, opinions: Opinions, account: Whose, opened: (exam: RecordedExam) => boolean): Promise<FollowedExam[]> {
  const today = localDay(ports.now())
  const exams = recordedExams(ports.store, ports.course, ports.policy(), today)
  const found = await opinions.of(account, exams, opened)
  return exams.map((recorded, index) => followed(recorded, found[index] ?? { is: 'unopened' }, today))
}

export async function followedExam(ports: Ports, opinions: Opinions, account: Whose, studyInstanceUID: string): Promise<FollowedExam> {
  const today = localDay(ports.now())
  const recorded = recordedExams(ports.store, ports.course, ports.policy(), today, studyInstanceUID)[0]
  if (recorded === undefined) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const [found = { is: 'unopened' } as const] = await opinions.of(account, [recorded])
  return followed(recorded, found, today)
}

/** The same exams with the opinions of some opened. */
export async function reopened(ports: Ports, opinions: Opinions, account: Whose, exams: readonly FollowedExam[]): Promise<FollowedExam[]> {
  const today = localDay(ports.now())
  const found = await opinions.of(account, exams.map(({ recorded }) => recorded))
  return exams.map(({ recorded }, index) => followed(recorded, found[index] ?? { is: 'unopened' }, today))
}

export const followed = (recorded: RecordedExam, opinions: OpinionsOf, today: string): FollowedExam => ({ recorded, opinions, row: rowOf(recorded, opinions, today) })

function rowOf(exam: RecordedExam, opinions: OpinionsOf, today: string): ExamRow {
  const { study, place, first, second } = exam
  const standing = standingOf(exam, opinions)
  const days = study.study_date === null ? null : daysBetween(study.study_date, today)
  const waitsSince = place?.roundSince == null ? study.study_date : dayOf(place.roundSince)
  const waits = waitsSince === null ? null : daysBetween(waitsSince, today)
  const concludedAt = place === null ? (second?.signed_at == null ? null : Date.parse(second.signed_at)) : place.concludedAt
  const recall = recallOf(exam)
  const result = resultOf(standing, waits)
  const lettersDue = lettersDueOf({
    exam, result, today, dayOf, concludedOn: concludedAt === null ? null : dayOf(concludedAt), since: (result === 'LATE' ? place?.roundSince : concludedAt) ?? 0,
  })
  return {
    studyInstanceUID: study.study_uid, patientName: study.patient_name, patientBirthDate: study.patient_birth_date, patientID: study.patient_id,
    accessionNumber: study.accession_number, examOn: study.study_date, site: study.site, standing, round: place?.round ?? 1, independent: exam.independent, days,
    ...dueOf({ standing, waitsSince, today, recall, lettersDue }),
    firstReader: first?.reader_code ?? null, secondReader: second?.reader_code ?? null,
    opinions: opinions.is === 'open' ? { first: opinions.opinions.first === null ? null : summary(opinions.opinions.first), ...summaries(opinions.opinions) } : null,
    recall, bdd: exam.bdd, letters: exam.letters, lettersDue, identityDiffers: exam.entry === null ? [] : differences(exam.entry, study), demo: study.demo === 1,
  }
}

const summary = (avis: Avis) => ({ decision: decisionOf(avis), acr: avis.acr })
export const summaries = ({ blind, final }: Conclusion) => ({ blind: summary(blind), final: summary(final) })

function recallOf({ place }: RecordedExam): ExamRow['recall'] {
  if (place?.recall == null) return null
  const askedOn = dayOf(place.recall.askedAt)
  const events = place.recall.steps.map(({ kind, at }) => ({ kind, on: dayOf(at) }))
  return { askedOn, events, ...recallDays(askedOn, events) }
}

const levels: readonly DueLevel[] = ['late', 'urgent', 'soon', 'in-time', 'closed']

function byUrgency(one: ExamRow, other: ExamRow): number {
  return levels.indexOf(one.due) - levels.indexOf(other.due) || (other.days ?? -1) - (one.days ?? -1) || one.studyInstanceUID.localeCompare(other.studyInstanceUID)
}

const inView: Readonly<Record<ExamFilter['view'], (row: ExamRow) => boolean>> = {
  ALL: () => true,
  RECALLS: ({ recall, standing }) => recall !== null || standing === 'RAPPEL_A_DEMANDER',
  BDD: ({ standing, bdd }) => standing === 'POSITIF_L2' || standing === 'BDD_ATTENDU' || bdd !== null,
  /** The second reader found what the first had not, or changed the blind opinion after the reveal; or two readers disagree. */
  DISCORDANCES: ({ opinions, standing }) => standing === 'ARBITRAGE' || (opinions !== null && (opinions.final.decision === 'POSITIF' || opinions.blind.decision !== opinions.final.decision)),
  LETTERS: (row) => row.letters.length > 0 || row.lettersDue.length > 0,
}

const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

export function filtered(rows: readonly ExamRow[], filter: ExamFilter): ExamRow[] {
  const words = folded(filter.text).split(/\s+/).filter((word) => word !== '')
  return rows.filter((row) =>
    inView[filter.view](row)
    && (filter.standings.length === 0 || filter.standings.includes(row.standing))
    && (filter.site === null || row.site === filter.site)
    && (!filter.lateOnly || row.due === 'late')
    && words.every((word) => folded([row.patientName.replaceAll('^', ' '), row.patientID, row.accessionNumber, row.site, row.firstReader ?? '', row.secondReader ?? ''].join(' ')).includes(word)))
    .toSorted(byUrgency)
}

export function page(rows: readonly ExamRow[], { filter, offset, limit }: ParsedInput<'structure.exams'>): Output<'structure.exams'> {
  const found = filtered(rows, filter)
  const standings = new Map<ExamRow['standing'], number>()
  for (const { standing } of rows) standings.set(standing, (standings.get(standing) ?? 0) + 1)
  return {
    total: found.length, rows: found.slice(offset, offset + limit),
    sites: [...new Set(rows.map(({ site }) => site).filter((site) => site !== ''))].toSorted((one, other) => one.localeCompare(other, 'fr')),
    standings: [...standings].map(([standing, count]) => ({ standing, count })), late: filtered(rows, { ...filter, lateOnly: true }).length,
  }
}
