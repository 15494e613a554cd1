export * from './breast-scheme.ts'
export { proposedPlace, type PlaceImage, type ProposedPlace } from './proposed-place.ts'
