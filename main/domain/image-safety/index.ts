/** Nothing wrong is shown as if it were right: what images lack or contradict, what is left aside of them, and the
 *  sentences for it. Pure. */
export { describeFinding, type FindingWords } from './sentences.ts'
export { examineImage, examineImages } from './examine.ts'
export { finding, findingCodes, severities, type FindingCode, type ImageFinding, type Severity } from './finding.ts'
export { compareIdentity, type IdentityDifference, type PatientIdentity } from './identity.ts'
export { hasContradictorySides, isSpecimen, statedSides } from './side.ts'
export type { ExaminedPrior, ExaminedStudy } from './study.ts'
export { trustedImage } from './trusted.ts'
