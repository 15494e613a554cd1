/** A reader's own figures, given in confidence at least once a year (cahier des charges, VIII). Of the blind opinion. */
import { secondReadings, type ExamFacts, type OpinionFacts } from './exam-facts.ts'
import { proportion, type Proportion } from './proportion.ts'

export type AcrCounts = Readonly<Record<'ACR0' | 'ACR1' | 'ACR2' | 'ACR3' | 'ACR4' | 'ACR5', number>>

/** As second reader. */
export interface SecondFeedback {
  readonly read: number
  readonly acr: AcrCounts
  readonly positives: Proportion
  /** Positives although the first reader's workup was negative; null where no such exam is recorded. */
  readonly positiveAfterNegativeBdi: Proportion | null
  readonly technicalRecalls: Proportion
  /** Deferred workups (BDD) of the reader's positives, by their final category. */
  readonly bddDone: number
  readonly bddAcr: AcrCounts
  readonly percutaneousBiopsies: number
  readonly surgicalBiopsies: number
  readonly cancers: number
}

/** As first reader: what the second reading of these exams brought. */
export interface FirstFeedback {
  readonly read: number
  /** Exams of which the second reading is final. */
  readonly secondRead: number
  readonly concordant: Proportion
  readonly discordant: Proportion
  readonly technicalRecalls: Proportion
  readonly cancersFoundBySecond: number
}

export function secondFeedback(exams: readonly ExamFacts[], reader: string): SecondFeedback {
  const own = exams.flatMap((exam) => secondReadings(exam).filter((one) => one.reader === reader).map(({ blind }) => ({ ...exam, blind })))
  const positive = own.filter(({ blind }) => blind.decision === 'POSITIF')
  const afterNegativeBdi = own.filter(({ first }) => first?.bdiNegative === true)
  const bdd = positive.flatMap((exam) => exam.bdd ?? [])
  return {
    read: own.length,
    acr: acrCounts(own.map(({ blind }) => blind)),
    positives: proportion(positive.length, own.length),
    positiveAfterNegativeBdi: afterNegativeBdi.length === 0 ? null : proportion(afterNegativeBdi.filter(({ blind }) => blind.decision === 'POSITIF').length, afterNegativeBdi.length),
    technicalRecalls: proportion(own.filter(({ blind }) => blind.decision === 'RAPPEL_TECHNIQUE').length, own.length),
    bddDone: bdd.length,
    bddAcr: acrCounts(bdd),
    percutaneousBiopsies: bdd.filter(({ biopsy }) => biopsy === 'PERCUTANEOUS').length,
    surgicalBiopsies: bdd.filter(({ biopsy }) => biopsy === 'SURGICAL').length,
    cancers: bdd.filter(({ cancer }) => cancer === true).length,
  }
}

export function firstFeedback(exams: readonly ExamFacts[], reader: string): FirstFeedback {
  const own = exams.filter(({ first }) => first?.reader === reader)
  const second = own.filter((exam) => secondReadings(exam).length > 0).map((exam) => ({ decisions: secondReadings(exam).map(({ blind }) => blind.decision), cancer: exam.bdd?.cancer === true }))
  const had = (decision: OpinionFacts['decision']) => second.filter(({ decisions }) => decisions.includes(decision))
  const share = (count: number) => proportion(count, second.length)
  return {
    read: own.length, secondRead: second.length,
    // After redone films the last opinion says whether both agree.
    concordant: share(second.filter(({ decisions }) => decisions.at(-1) === 'NEGATIF').length), discordant: share(had('POSITIF').length), technicalRecalls: share(had('RAPPEL_TECHNIQUE').length),
    cancersFoundBySecond: had('POSITIF').filter(({ cancer }) => cancer).length,
  }
}

function acrCounts(opinions: readonly Pick<OpinionFacts, 'acr'>[]): AcrCounts {
  const of = (acr: number) => opinions.filter((one) => one.acr === acr).length
  return { ACR0: of(0), ACR1: of(1), ACR2: of(2), ACR3: of(3), ACR4: of(4), ACR5: of(5) }
}
