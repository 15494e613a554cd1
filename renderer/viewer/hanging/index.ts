/** How the viewer carries a hanging: turning to other images of one place, walking whole images, what is still unseen. */
export { placesOf, withAlternates } from './alternates.ts'
export { CellNotes } from './CellNotes.tsx'
export { EmptyPlace } from './EmptyPlace.tsx'
export { HangingSummary } from './HangingSummary.tsx'
export { hangingStrings } from './strings.ts'
export { useUnseen } from './unseen.ts'
export { wholeStops } from './whole-stops.ts'
