/** The legal indicators of the programme from anonymous facts: shares with their targets and intervals, delays, volumes,
 *  and each reader's own figures. Pure; counts the blind opinion alone. */
export { delay, delayNames, delays, daysBetween, resultLimitDays, type Delay, type DelayName } from './delays.ts'
export { secondReadings, selected, type BddFacts, type ExamFacts, type FirstFacts, type OpinionDecision, type OpinionFacts, type SecondFacts, type Selection } from './exam-facts.ts'
export { firstFeedback, secondFeedback, type AcrCounts, type FirstFeedback, type SecondFeedback } from './feedback.ts'
export { proportion, type Proportion } from './proportion.ts'
export { counts, fewestExams, indicator, indicatorNames, indicators, targets, type Indicator, type IndicatorName, type Standing, type Target } from './targets.ts'
export { volumes, yearlyMinimum, type ReaderVolume } from './volumes.ts'
export { delayWords, indicatorWords, standingWords, targetWords, type FigureWords } from './words.ts'
