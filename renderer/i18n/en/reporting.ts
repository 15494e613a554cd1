/** Texts of the signed reports on screen. The report itself is worded by its template, always in French. */
export const reporting = {
  kinds: {
    FIRST: 'First reading',
    SECOND: 'Second reading',
    ARBITRATION: 'Arbitration',
    PLAIN: 'Report',
  },
  of: 'Report of {{patient}}',
  code: 'reader {{code}}',
  authority: 'Content of the report as signed. The signed PDF is what counts.',
  signedAt: 'Signed {{at}}',
  content: 'Report',
  printBdd: 'Print the workup sheet',
  printSheet: 'Print the sheet',
  sheetFailed: 'The sheet could not be made',
  savePdf: 'Save the PDF',
  pdfFailed: 'The PDF could not be read',
  loading: 'Reading the reports…',
  listFailed: 'The reports could not be read',
  none: 'No signed report',
  noDelivery: 'No destination is configured; the report stays on this workstation.',
}
