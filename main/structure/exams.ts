/** The exams of the desk: put together from rows and opinions, filtered, late ones first, paged. */
import { ExpectedError, type Account, type Avis, type DueLevel, type ExamFilter, type ExamRow, type Output, type ParsedInput } from '../contract/index.ts'
import { daysBetween } from '../domain/indicators/index.ts'
import { decisionOf, incidenceWords, motifRappelWords } from '../domain/sheet/index.ts'
import { localDay } from '../displays/index.ts'
import { recordedExams, type RecordedExam } from './exam-rows.ts'
import type { Opinions, OpinionsOf } from './opinions.ts'
import type { StructurePorts } from './ports.ts'
import { dueOf, lettersDueOf, recallDays, resultOf, standingOf } from './standing.ts'

/** Everything that is known of one exam. */
export interface FollowedExam { readonly recorded: RecordedExam; readonly opinions: OpinionsOf; readonly row: ExamRow }

export const dayOf = (instant: string): string => localDay(new Date(instant))

export async function followedExams(ports: Pick<StructurePorts, 'store' | 'now'>, opinions: Opinions, account: Pick<Account, 'id' | 'roles'>): Promise<FollowedExam[]> {
  const today = localDay(ports.now())
  const exams = recordedExams(ports.store, today)
  const opened = await opinions.of(account, exams)
  return exams.flatMap((recorded, index) => {
    const found = opened[index]
    return found === undefined ? [] : [{ recorded, opinions: found, row: rowOf(recorded, found, today) }]
  })
}

export async function followedExam(ports: Pick<StructurePorts, 'store' | 'now'>, opinions: Opinions, account: Pick<Account, 'id' | 'roles'>, studyInstanceUID: string): Promise<FollowedExam> {
  const today = localDay(ports.now())
  const recorded = recordedExams(ports.store, today).find(({ study }) => study.study_uid === studyInstanceUID)
  if (recorded === undefined) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  const [found] = await opinions.of(account, [recorded])
  if (found === undefined) throw new ExpectedError('request/not-found', { subject: studyInstanceUID })
  return { recorded, opinions: found, row: rowOf(recorded, found, today) }
}

function rowOf(exam: RecordedExam, opinions: OpinionsOf, today: string): ExamRow {
  const { study, first, second } = exam
  const standing = standingOf(exam, opinions)
  const days = study.study_date === null ? null : daysBetween(study.study_date, today)
  const concludedOn = second?.signed_at == null ? null : dayOf(second.signed_at)
  const recall = recallOf(exam, opinions, concludedOn)
  const lettersDue = lettersDueOf({ exam, result: resultOf(standing, days), today, concludedOn, dayOf })
  return {
    studyInstanceUID: study.study_uid, patientName: study.patient_name, patientBirthDate: study.patient_birth_date, patientID: study.patient_id,
    accessionNumber: study.accession_number, examOn: study.study_date, site: study.site, standing, days,
    ...dueOf({ standing, examOn: study.study_date, today, recall, lettersDue }),
    firstReader: first?.reader_code ?? null, secondReader: second?.reader_code ?? null,
    opinions: opinions.is === 'open' ? { first: opinions.opinions.first === null ? null : summary(opinions.opinions.first), blind: summary(opinions.opinions.blind), final: summary(opinions.opinions.final) } : null,
    recall, bdd: exam.bdd, letters: exam.letters, lettersDue, demo: study.demo === 1,
  }
}

const summary = (avis: Avis) => ({ decision: decisionOf(avis), acr: avis.acr })

function recallOf({ recallEvents }: RecordedExam, opinions: OpinionsOf, askedOn: string | null): ExamRow['recall'] {
  if (opinions.is !== 'open' || askedOn === null || decisionOf(opinions.opinions.final) !== 'RAPPEL_TECHNIQUE') return null
  const asked = opinions.opinions.final.rappelTechnique
  return {
    askedOn, events: recallEvents, instruction: asked?.consigne ?? '', ...recallDays(askedOn, recallEvents),
    views: (asked?.cliches ?? []).map(({ cote, incidence, motif }) => ({ cote, incidence: incidenceWords[incidence].fr, motif: motifRappelWords[motif].fr })),
  }
}

const levels: readonly DueLevel[] = ['late', 'urgent', 'soon', 'in-time', 'closed']

function byUrgency(one: ExamRow, other: ExamRow): number {
  return levels.indexOf(one.due) - levels.indexOf(other.due) || (other.days ?? -1) - (one.days ?? -1) || one.studyInstanceUID.localeCompare(other.studyInstanceUID)
}

const inView: Readonly<Record<ExamFilter['view'], (row: ExamRow) => boolean>> = {
  ALL: () => true,
  RECALLS: (row) => row.recall !== null,
  BDD: (row) => row.standing === 'BDD_ATTENDU' || row.standing === 'BDD_RECU',
  /** The second reader found what the first had not, or changed the blind opinion after the reveal. */
  DISCORDANCES: ({ opinions }) => opinions !== null && (opinions.final.decision === 'POSITIF' || opinions.blind.decision !== opinions.final.decision),
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
