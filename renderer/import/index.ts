/** Import of DICOM files by drop and by dialog. */
export { ImportZone } from './ImportZone.tsx'
export { useImport } from './use-import.ts'
