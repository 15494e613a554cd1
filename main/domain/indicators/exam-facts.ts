/** What the indicators of the programme count: one anonymous fact per screening exam. No name, no study, no account:
 *  readers by their codes, days as ISO days. What was not recorded is null and leaves the denominators. */

/** A decision as in `domain/sheet`. */
export type OpinionDecision = 'NEGATIF' | 'POSITIF' | 'RAPPEL_TECHNIQUE'

export interface OpinionFacts {
  readonly decision: OpinionDecision
  /** The highest category of the two breasts in the order 1, 2, 0, 3, 4, 5; null where none was given. */
  readonly acr: 0 | 1 | 2 | 3 | 4 | 5 | null
}

export interface FirstFacts {
  readonly reader: string
  /** Day of the signature. */
  readonly signedOn: string
  /** Positive before the immediate workup (BDI). */
  readonly positiveBeforeBdi: boolean | null
  /** A workup was done and found nothing. */
  readonly bdiNegative: boolean | null
  readonly complementaryViews: boolean | null
  /** Second round or later with priors of one to three years. */
  readonly subsequent: boolean | null
}

export interface SecondFacts {
  readonly reader: string
  /** Day on which the opinion was frozen (signed where nothing is frozen). */
  readonly readOn: string
  /** As frozen before anything was revealed: the only opinion that is counted. */
  readonly blind: OpinionFacts
  /** As signed after the reveal: says where the exam goes, and is never counted. */
  readonly final: OpinionFacts
}

export interface BddFacts {
  readonly doneOn: string
  readonly acr: 1 | 2 | 3 | 4 | 5
  readonly biopsy: 'NONE' | 'PERCUTANEOUS' | 'SURGICAL'
  readonly cancer: boolean | null
}

export interface ExamFacts {
  readonly examOn: string | null
  readonly site: string
  /** Day on which the exam and its sheet reached the structure: the delay of the sheet counts from the mammogram to here. */
  readonly arrivedOn: string | null
  readonly first: FirstFacts | null
  /** The last second reading that is final. */
  readonly second: SecondFacts | null
  /** Those of the rounds before: an exam comes back with redone films and is read again. */
  readonly earlier: readonly SecondFacts[]
  /** Its second reading, or the one of the present round, is not final yet. */
  readonly awaitsSecond: boolean
  readonly bdd: BddFacts | null
  /** Day on which the result left for the woman. */
  readonly resultSentOn: string | null
}

export interface Selection {
  /** Days of the exam, both included; null: open. */
  readonly from: string | null
  readonly to: string | null
  readonly site: string | null
  /** Code of a reader, first or second. */
  readonly reader: string | null
}

/** Every final second reading, oldest first. */
export const secondReadings = ({ earlier, second }: Pick<ExamFacts, 'earlier' | 'second'>): SecondFacts[] => [...earlier, ...(second === null ? [] : [second])]

/** Exams of a period, a site and a reader. An exam without a day is in no period. */
export function selected(exams: readonly ExamFacts[], { from, to, site, reader }: Selection): ExamFacts[] {
  return exams.filter((exam) =>
    (from === null || (exam.examOn !== null && exam.examOn >= from))
    && (to === null || (exam.examOn !== null && exam.examOn <= to))
    && (site === null || exam.site === site)
    && (reader === null || exam.first?.reader === reader || secondReadings(exam).some((one) => one.reader === reader)))
}
