/** The drawing of the breasts with its marks, for the sheet and for the report on screen. */
export { BreastDrawing, type BreastDrawingProps } from './BreastDrawing.tsx'
export { type SchemeMark, schemeMarks } from './scheme-marks.ts'
