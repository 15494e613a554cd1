/** What readers may do with an exam beside reading it, and what they are told when it is not theirs any more. */
export { ConsultationNotice } from './ConsultationNotice.tsx'
export { ConsultationPanel } from './ConsultationPanel.tsx'
export { CourseMenu } from './CourseMenu.tsx'
export { LostBanner } from './LostBanner.tsx'
export { lossOf } from './loss.ts'
export { courseStrings } from './strings.ts'
export { useAwaitedConsensus } from './use-awaited-consensus.ts'
export { WaitingConsensus } from './WaitingConsensus.tsx'
