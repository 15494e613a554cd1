/** Second reading: policies as data, the pure state machine, who may begin, who may see. */
export { mustStayBlind } from './blind.ts'
export { followsExams } from './coordination.ts'
export { opening, plainModalities, readingSubject, type Opening, type ReadingSubject, type StudyTurn } from './opening.ts'
export { courseOf, policies, possibleActs, type Act, type Course, type Policy, type PolicyName, type ReadingKind, type Shared } from './policy.ts'
export { signsUnrevealed, transition, type AskedAct, type ReadingAct, type ReadingMachine, type Transition } from './transition.ts'
export { visibility } from './visibility.ts'
export type { Addendum, Corrects, ReconciledPatient, ReportedImage, ReportedStudy, SignedReading, SignedSheet } from './signed-reading.ts'
