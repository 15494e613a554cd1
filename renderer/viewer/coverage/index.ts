/** Proof of what has been on screen at one device pixel per acquired pixel. */
export { CoverageLine } from './CoverageLine.tsx'
export { CoverageMap } from './CoverageMap.tsx'
export { createCoverageRecord, type CoverageRecord } from './coverage-record.ts'
export { nextUnseen } from './next-unseen.ts'
export { shownPart } from './shown-part.ts'
export { useCoverage, type CaseCoverage, type Coverage } from './use-coverage.ts'
