/** What the database knows of every screening exam that this console follows: study, readings, follow-up, letters. */
import type { BddResult, ExamRow, LetterId, LetterRecipient, LetterResult, Reading, StudyInstanceUID } from '../contract/index.ts'
import { bddResult } from '../contract/index.ts'
import { daysBetween } from '../domain/indicators/index.ts'
import type { Store } from '../store/index.ts'

export interface ReadingOfExam {
  readonly id: string
  readonly study_instance_uid: string
  readonly account_id: string
  readonly kind: 'FIRST' | 'SECOND'
  readonly policy: Reading['policy']
  readonly phase: Reading['phase']
  readonly reader_code: string
  readonly second_awaited: 0 | 1 | null
  readonly frozen_at: string | null
  readonly signed_at: string | null
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
  readonly first: ReadingOfExam | null
  readonly second: ReadingOfExam | null
  /** An earlier screening exam of the same woman, one to three years before, is known here. */
  readonly subsequent: boolean
  readonly bdd: BddResult | null
  readonly recallEvents: NonNullable<ExamRow['recall']>['events']
  readonly letters: ExamRow['letters']
}

/** An unread mammogram older than this, in days, is no exam of the present round: it came as a prior. A choice of ours. */
const longestWait = 180
const phases: readonly Reading['phase'][] = ['LECTURE', 'LECTURE_AVEUGLE', 'AVIS_FIGE', 'REVELATION', 'DEFINITIF']

export function recordedExams(store: Store, today: string): RecordedExam[] {
  const studies = store.prepare<[], StudyOfExam>(
    `SELECT study_uid, patient_name, patient_id, issuer_of_patient_id, patient_birth_date, study_date, accession_number, site, referring_physician, demo
       FROM studies WHERE instr('\\' || modalities || '\\', '\\MG\\') > 0`).all()
  const readings = grouped(store.prepare<[], ReadingOfExam>(
    `SELECT id, study_instance_uid, account_id, kind, policy, phase, reader_code, second_awaited, frozen_at, signed_at
       FROM readings WHERE kind <> 'PLAIN' AND superseded_at IS NULL AND training = 0`).all(), (row) => row.study_instance_uid)
  const ofPatient = grouped(studies, patientKey)
  const bdd = new Map(store.prepare<[], { study_uid: string; result: string }>('SELECT study_uid, result FROM bdd_results ORDER BY seq').all().map((row) => [row.study_uid, bddResult.parse(JSON.parse(row.result))]))
  const events = grouped(store.prepare<[], { study_uid: string; kind: 'REMINDER' | 'RECEIVED' | 'REFUSED'; day: string }>('SELECT study_uid, kind, day FROM recall_events ORDER BY seq').all(), (row) => row.study_uid)
  const letters = grouped(store.prepare<[], { id: LetterId; study_uid: string; result: LetterResult; recipient: LetterRecipient; issued_at: string }>('SELECT id, study_uid, result, recipient, issued_at FROM letters ORDER BY issued_at').all(), (row) => row.study_uid)

  return studies.flatMap((study) => {
    const own = readings.get(study.study_uid) ?? []
    const exams = ofPatient.get(patientKey(study)) ?? []
    if (own.length === 0 && !awaitsReading(study, exams, today)) return []
    return [{
      study, first: foremost(own, 'FIRST'), second: foremost(own, 'SECOND'), subsequent: exams.some((other) => isRecentPrior(other, study)),
      bdd: bdd.get(study.study_uid) ?? null,
      recallEvents: (events.get(study.study_uid) ?? []).map(({ kind, day }) => ({ kind, on: day })),
      letters: (letters.get(study.study_uid) ?? []).map(({ id, result, recipient, issued_at }) => ({ id, result, recipient, issuedAt: issued_at })),
    }]
  })
}

/** The signed reading of a kind, else the one that is furthest. */
function foremost(readings: readonly ReadingOfExam[], kind: ReadingOfExam['kind']): ReadingOfExam | null {
  return readings.filter((one) => one.kind === kind).toSorted((one, other) => phases.indexOf(other.phase) - phases.indexOf(one.phase))[0] ?? null
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
