/** What its reader may do with an ordinary report after its signature. */
export { AmendReport } from './AmendReport.tsx'
