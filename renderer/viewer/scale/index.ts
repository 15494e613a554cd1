/** Size on screen: life size, and what cannot be compared. */
export { isLifeSize, ScaleNote } from './ScaleNote.tsx'
export { scaleStrings } from './strings.ts'
export { useTold } from './use-told.ts'
