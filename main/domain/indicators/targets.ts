/** The legal indicators and their targets (cahier des charges des radiologues, annexe III-B, VIII.B.3), and whether a
 *  figure keeps its target. Readings count as they were given blind, of every round. */
import { secondReadings, type ExamFacts, type OpinionDecision } from './exam-facts.ts'
import { proportion, type Proportion } from './proportion.ts'

export const indicatorNames = ['L1_POSITIVE', 'L1_POSITIVE_SUBSEQUENT', 'L2_POSITIVE', 'RECALLED', 'TECHNICAL_RECALL', 'SURGICAL_BIOPSY', 'COMPLEMENTARY_VIEWS'] as const
export type IndicatorName = (typeof indicatorNames)[number]

/** `below`: strictly under the limit; `at-most`: the limit itself still holds; `about`: the interval holds the limit. */
export interface Target { readonly comparison: 'below' | 'at-most' | 'about'; readonly limit: number }
export type Standing = 'kept' | 'missed' | 'insufficient'

export interface Indicator {
  readonly name: IndicatorName
  readonly proportion: Proportion
  readonly target: Target
  readonly standing: Standing
  /** Whether the whole interval lies on the same side of the limit as the figure itself. */
  readonly certain: boolean
}

/** Under so many exams a share says nothing: it is shown as "insufficient data". A choice of this program. */
export const fewestExams = 50

export const targets: Readonly<Record<IndicatorName, Target>> = {
  L1_POSITIVE: { comparison: 'below', limit: 0.1 },
  L1_POSITIVE_SUBSEQUENT: { comparison: 'below', limit: 0.07 },
  L2_POSITIVE: { comparison: 'below', limit: 0.02 },
  RECALLED: { comparison: 'below', limit: 0.03 },
  TECHNICAL_RECALL: { comparison: 'at-most', limit: 0.01 },
  SURGICAL_BIOPSY: { comparison: 'about', limit: 0.01 },
  COMPLEMENTARY_VIEWS: { comparison: 'below', limit: 0.1 },
}

/** What each indicator counts: true in the numerator, false in the denominator alone, null in neither. */
export const counts: Readonly<Record<IndicatorName, (exam: ExamFacts) => boolean | null>> = {
  L1_POSITIVE: ({ first }) => first?.positiveBeforeBdi ?? null,
  L1_POSITIVE_SUBSEQUENT: ({ first }) => (first?.subsequent === true ? first.positiveBeforeBdi : null),
  /** VIII.B.3.a: per screened woman, not per exam that was read twice. */
  L2_POSITIVE: (exam) => perWoman(exam, 'POSITIF'),
  /** VIII.B.3.c: women whose mammogram the second reader found positive before the deferred workup. Views to be made again
   *  are no recall in this sense, they have their own share. */
  RECALLED: (exam) => perWoman(exam, 'POSITIF'),
  /** VIII.B.3.c: per exam that was read a second time. */
  TECHNICAL_RECALL: (exam) => (secondReadings(exam).length === 0 ? null : had(exam, 'RAPPEL_TECHNIQUE')),
  /** VIII.B.3.d: per screened woman, within twelve months of the mammogram. Only the deferred workup is known here. */
  SURGICAL_BIOPSY: (exam) => (screened(exam) ? exam.bdd?.biopsy === 'SURGICAL' && withinAYear(exam.examOn, exam.bdd.doneOn) : null),
  COMPLEMENTARY_VIEWS: ({ first }) => first?.complementaryViews ?? null,
}

/** Screened: read a second time, or kept out of the second reading by the first; not while it is awaited. */
const screened = (exam: ExamFacts): boolean => exam.first !== null && (secondReadings(exam).length > 0 || !exam.awaitsSecond)
const had = (exam: ExamFacts, decision: OpinionDecision): boolean => secondReadings(exam).some(({ blind }) => blind.decision === decision)
const perWoman = (exam: ExamFacts, decision: OpinionDecision): boolean | null => (screened(exam) ? had(exam, decision) : null)
const withinAYear = (examOn: string | null, doneOn: string): boolean => examOn === null || doneOn <= `${Number(examOn.slice(0, 4)) + 1}${examOn.slice(4)}`

export function indicator(name: IndicatorName, exams: readonly ExamFacts[]): Indicator {
  const counted = exams.map(counts[name]).filter((one) => one !== null)
  const share = proportion(counted.filter(Boolean).length, counted.length)
  const target = targets[name]
  return { name, proportion: share, target, ...judged(share, target) }
}

export function indicators(exams: readonly ExamFacts[]): Indicator[] {
  return indicatorNames.map((name) => indicator(name, exams))
}

function judged({ denominator, value, low, high }: Proportion, { comparison, limit }: Target): Pick<Indicator, 'standing' | 'certain'> {
  if (value === null || low === null || high === null || denominator < fewestExams) return { standing: 'insufficient', certain: false }
  if (comparison === 'about') {
    const holds = low <= limit && limit <= high
    return { standing: holds ? 'kept' : 'missed', certain: !holds }
  }
  const keeps = (share: number) => (comparison === 'below' ? share < limit : share <= limit)
  return { standing: keeps(value) ? 'kept' : 'missed', certain: keeps(low) === keeps(high) }
}
