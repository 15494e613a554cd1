/** The DICOM room: reading Part 10 objects, the tables of what is supported, and building report objects. */
export type { DicomIdentity, FrameIndex, Inspection, SeriesAttributes, StudyAttributes } from './inspection.ts'
export { createPart10Reader, type Part10Reader } from './part10-reader.ts'
export { isEvidenceClass, isImageClass, isKnownClass, isWaveformClass, sopClass, sopClasses, type SopClass, type Treatment } from './sop-classes.ts'
export { transferSyntax, transferSyntaxes, type PixelCoding, type TransferSyntax } from './transfer-syntaxes.ts'
export { newUid } from './new-uid.ts'
