/** Breast tomosynthesis and synthetic mammograms, pure: what they are, where slices lie, what belongs together. */
export { isTomosynthesis, mammogramKind, mammogramKinds, type KindAttributes, type MammogramKind } from './kind.ts'
export { kindNames, kindSentences } from './names.ts'
export { leftOutOf, readsTomosynthesis, siteName, type ProgrammeTomosynthesis } from './programme.ts'
export { sameMillimetres } from './same-place.ts'
export { sliceEnds, slicePositions, tomosynthesisStacks, type EndLetter, type Slice, type SlicePositions, type SliceStack } from './slices.ts'
