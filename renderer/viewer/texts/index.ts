/** Texts on the images, and all that an image says in a table. */
export { Corners } from './Corners.tsx'
export { EdgeLetters } from './EdgeLetters.tsx'
export { ImageData } from './ImageDataDialog.tsx'
export { nextLevel, textLevels, type TextLevel } from './level.ts'
