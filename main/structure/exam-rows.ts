/** What the database knows of every screening exam that this console follows: study, course, readings, workup, letters. */
import type { BddResult, ExamRow, LetterId, LetterRecipient, LetterResult, Reading, StudyInstanceUID } from '../contract/index.ts'
import { bddResult } from '../contract/index.ts'
import { daysBetween } from '../domain/indicators/index.ts'
import type { PolicyName } from '../domain/second-reading/index.ts'
import type { DeskCourse, ExamPlace } from '../programme/index.ts'
import type { Store } from '../store/index.ts'
import { entriesByStudy, type ListEntry } from './list/index.ts'

export interface ReadingOfExam {
  readonly id: string
  readonly study_instance_uid: string
  readonly account_id: string
  readonly kind: 'FIRST' | 'SECOND' | 'ARBITRATION'
  /** Which of two independent readings; empty for any other. */
  readonly place: '' | 'A' | 'B'
  readonly policy: Reading['policy']
  readonly phase: Reading['phase']
  readonly reader_code: string
  readonly second_awaited: 0 | 1 | null
  readonly frozen_at: string | null
  readonly signed_at: string | null
  readonly revealed_at: string | null
  readonly round: number
}

export interface StudyOfExam {
  readonly study_uid: StudyInstanceUID
  readonly patient_name: string
  readonly patient_id: string
  readonly issuer_of_patient_id: string
  readonly patient_birth_date: string | null
  readonly study_date: string | null
  readonly accession_number: string
  readonly site: string
  readonly referring_physician: string
  readonly demo: 0 | 1
}

export interface RecordedExam {
  readonly study: StudyOfExam
  /** Null before the first signature, and for what was signed before courses were kept. */
  readonly place: ExamPlace | null
  /** Two readers read without each other, or will. */
  readonly independent: boolean
  /** Of two independent readings, one. */
  readonly first: ReadingOfExam | null
  /** Of the present round; of two independent readings, the other. */
  readonly second: ReadingOfExam | null
  /** Who decided between two independent readings. */
  readonly arbiter: ReadingOfExam | null
  /** Signed second readings of earlier rounds, oldest first. */
  readonly earlier: readonly ReadingOfExam[]
  /** An earlier screening exam of the same woman, one to three years before, is known here. */
  readonly subsequent: boolean
  readonly bdd: BddResult | null
  /** The structure’s own entry of the exam. */
  readonly entry: ListEntry | null
  readonly letters: ExamRow['letters']
}

/** An unread mammogram older than this, in days, is no exam of the present round: it came as a prior. A choice of ours. */
const longestWait = 180
const phases: readonly Reading['phase'][] = ['LECTURE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF']

/** @param only one exam alone; its patient's others are read too, for what came before. */
export function recordedExams(store: Store, course: DeskCourse, policy: PolicyName, today: string, only?: string): RecordedExam[] {
  const given = only === undefined ? [] : [only]
  const where = (column: string) => (only === undefined ? '1' : `${column} = ?`)
  const places = course.places(only)
  const studies = store.prepare<string[], StudyOfExam>(
    `SELECT study_uid, patient_name, patient_id, issuer_of_patient_id, patient_birth_date, study_date, accession_number, site, referring_physician, demo
       FROM studies WHERE instr('\\' || modalities || '\\', '\\MG\\') > 0 AND ${only === undefined ? '1' : 'patient_id = (SELECT patient_id FROM studies WHERE study_uid = ?)'}`).all(...given)
  const readings = grouped(store.prepare<string[], ReadingOfExam>(
    `SELECT id, study_instance_uid, account_id, kind, policy, phase, reader_code, second_awaited, frozen_at, signed_at, revealed_at, round, place
       FROM readings WHERE kind <> 'PLAIN' AND superseded_at IS NULL AND training = 0 AND ${where('study_instance_uid')}`).all(...given), (row) => row.study_instance_uid)
  const entries = entriesByStudy(store)
  const ofPatient = grouped(studies, patientKey)
  const bdd = new Map(store.prepare<string[], { study_uid: string; result: string }>(`SELECT study_uid, result FROM bdd_results WHERE ${where('study_uid')} ORDER BY seq`).all(...given).map((row) => [row.study_uid, bddResult.parse(JSON.parse(row.result))]))
  const letters = grouped(store.prepare<string[], { id: LetterId; study_uid: string; result: LetterResult; recipient: LetterRecipient; issued_at: string }>(
    `SELECT id, study_uid, result, recipient, issued_at FROM letters WHERE ${where('study_uid')} ORDER BY issued_at`).all(...given), (row) => row.study_uid)

  return studies.flatMap((study) => {
    const own = readings.get(study.study_uid) ?? []
    const exams = ofPatient.get(patientKey(study)) ?? []
    if (only !== undefined && study.study_uid !== only) return []
    const place = places.get(study.study_uid) ?? null
    if (own.length === 0 && place === null && !awaitsReading(study, exams, today)) return []
    const round = place?.round ?? 1
    const seconds = own.filter(({ kind }) => kind === 'SECOND')
    const present = seconds.filter((reading) => reading.round >= round)
    return [{
      study, place, independent: (place?.policy ?? (own.some(({ kind }) => kind === 'FIRST') ? null : policy)) === 'INDEPENDANT', ...(place?.policy === 'INDEPENDANT' ? independent(present) : { first: foremost(own.filter(({ kind }) => kind === 'FIRST')), second: foremost(present) }),
      arbiter: foremost(own.filter((reading) => reading.kind === 'ARBITRATION' && reading.round >= round)),
      earlier: seconds.filter((reading) => reading.round < round && reading.signed_at !== null).toSorted((one, other) => one.round - other.round), subsequent: exams.some((other) => isRecentPrior(other, study)),
      bdd: bdd.get(study.study_uid) ?? null, entry: entries.get(study.study_uid) ?? null,
      letters: (letters.get(study.study_uid) ?? []).map(({ id, result, recipient, issued_at }) => ({ id, result, recipient, issuedAt: issued_at })),
    }]
  })
}

/** By their places once they are signed; else as they come. */
function independent(readings: readonly ReadingOfExam[]): Pick<RecordedExam, 'first' | 'second'> {
  const [a, b] = readings.toSorted((one, other) => Number(one.place === 'B') - Number(other.place === 'B') || Number(one.place === '') - Number(other.place === ''))
  return { first: a ?? null, second: b ?? null }
}

/** The signed reading, else the one that is furthest. */
function foremost(readings: readonly ReadingOfExam[]): ReadingOfExam | null {
  return readings.toSorted((one, other) => phases.indexOf(other.phase) - phases.indexOf(one.phase))[0] ?? null
}

const patientKey = ({ issuer_of_patient_id, patient_id }: StudyOfExam) => JSON.stringify([issuer_of_patient_id, patient_id])

/** A prior lies here unread for ever: it is older than half a year, or the same woman has a later exam. The demonstration's
 *  exams keep their day and never grow too old. */
function awaitsReading(study: StudyOfExam, exams: readonly StudyOfExam[], today: string): boolean {
  const day = study.study_date
  if (day === null) return true
  return (study.demo === 1 || daysBetween(day, today) <= longestWait) && !exams.some((other) => other.study_date !== null && other.study_date > day)
}

function isRecentPrior(other: StudyOfExam, study: StudyOfExam): boolean {
  if (other.study_date === null || study.study_date === null) return false
  const days = daysBetween(other.study_date, study.study_date)
  return days >= 365 && days <= 3 * 366
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [row])
    else group.push(row)
  }
  return groups
}
