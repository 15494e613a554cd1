/** What the images lack or contradict, on the images and in a list. */
export { FindingBanner } from './FindingBanner.tsx'
export { FindingsDialog } from './FindingsDialog.tsx'
export { PlacelessNote } from './PlacelessNote.tsx'
export { RemarksButton } from './RemarksButton.tsx'
export { useFindings, useTrusted, type Findings } from './use-findings.ts'
