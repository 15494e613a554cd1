/** Whose exam it is, as every screen says it. */
export { ConflictMark } from './ConflictMark.tsx'
export { DoubtfulPriors } from './DoubtfulPriors.tsx'
export { IdentityFacts } from './IdentityFacts.tsx'
