/** Signed reports as the window shows them: their content on screen, the PDF to keep, and where each part has got to. */
export { DeliveryList } from './DeliveryList.tsx'
export { ReportDialog } from './ReportDialog.tsx'
export { ReportSheet } from './ReportSheet.tsx'
export { StudyReports } from './StudyReports.tsx'
export { PrintBddButton, PrintSheetButton } from './pdf-buttons.tsx'
