/** Whose exam it is, as every screen says it. */
export { ConflictMark } from './ConflictMark.tsx'
export { DoubtfulPriors } from './DoubtfulPriors.tsx'
export { IdentityFacts } from './IdentityFacts.tsx'
export { ReconcileDialog } from './ReconcileDialog.tsx'
export { ReconciledMark } from './ReconciledMark.tsx'
export { WaitingIdentities } from './WaitingIdentities.tsx'
export { patientStrings } from './strings.ts'
