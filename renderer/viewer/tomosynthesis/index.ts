/** Tomosynthesis in the viewer: slices that stream in, scroll, cine, slabs, the position indicator, the link with 2D. */
export { tomosynthesisCommands } from './commands.ts'
export { KindLine, KindSentence } from './KindLabel.tsx'
export { LinkedPlace } from './LinkedPlace.tsx'
export { SliceIndicator } from './SliceIndicator.tsx'
export { initialPosition, isSliceStack, positionIn, referenceForFit } from './stack.ts'
export { tomosynthesisStrings } from './strings.ts'
export { useSlab } from './use-slab.ts'
export { useTomosynthesis, type SliceView, type Tomosynthesis } from './use-tomosynthesis.ts'
