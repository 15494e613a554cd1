/** Settings of reading sessions. */
export { sessionProblems } from './session-limits.ts'
export { SessionsSection } from './SessionsSection.tsx'
