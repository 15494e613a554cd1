/** Delays of the programme in whole days, and the share of exams whose delay keeps the 15 days from the mammogram to the
 *  result (cahier des charges, V.C). */
import { secondReadings, type ExamFacts } from './exam-facts.ts'
import { proportion, type Proportion } from './proportion.ts'

export const resultLimitDays = 15
export const delayNames = ['EXAM_TO_ARRIVAL', 'ARRIVAL_TO_L2', 'EXAM_TO_L2', 'ARRIVAL_TO_RESULT', 'EXAM_TO_RESULT'] as const
export type DelayName = (typeof delayNames)[number]

export interface Delay {
  readonly name: DelayName
  /** Exams of which both days are known. */
  readonly count: number
  /** Days; null without any exam. */
  readonly median: number | null
  readonly longest: number | null
  readonly within: Proportion
}

const ends: Readonly<Record<DelayName, (exam: ExamFacts) => readonly [string | null, string | null]>> = {
  EXAM_TO_ARRIVAL: (exam) => [exam.examOn, exam.arrivedOn],
  // The first second reading: redone films are another wait.
  ARRIVAL_TO_L2: (exam) => [exam.arrivedOn, secondReadings(exam)[0]?.readOn ?? null],
  EXAM_TO_L2: (exam) => [exam.examOn, secondReadings(exam)[0]?.readOn ?? null],
  ARRIVAL_TO_RESULT: (exam) => [exam.arrivedOn, exam.resultSentOn],
  EXAM_TO_RESULT: (exam) => [exam.examOn, exam.resultSentOn],
}

/** Whole days from one ISO day to another; both are taken at midnight UTC, so that no clock change counts. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Days that make no sense (an end before its beginning, from a clock that disagrees) are left out. */
export function delay(name: DelayName, exams: readonly ExamFacts[]): Delay {
  const days = exams.flatMap((exam) => {
    const [from, to] = ends[name](exam)
    return from === null || to === null ? [] : [daysBetween(from, to)]
  }).filter((count) => count >= 0).toSorted((one, other) => one - other)
  return { name, count: days.length, median: medianOf(days), longest: days.at(-1) ?? null, within: proportion(days.filter((count) => count <= resultLimitDays).length, days.length) }
}

export function delays(exams: readonly ExamFacts[]): Delay[] {
  return delayNames.map((name) => delay(name, exams))
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length / 2
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return below === undefined || above === undefined ? null : (below + above) / 2
}
