/** Settings of how results leave, and of who signs them. */
export { payloadHolds } from './payload-problems.ts'
export { ProfessionalDialog } from './ProfessionalDialog.tsx'
export { ReportPayload } from './ReportPayload.tsx'
export { resultStrings } from './strings.ts'
