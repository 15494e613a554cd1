/** Frames: fetched, decoded off the interface's thread, kept within a bound. */
export { byteLengthOf, reductionOf, thinned, type ColourFrame, type DecodedFrame, type FrameLevel, type GreyFrame, type GreyPixels } from './frame.ts'
export { createFrameStore, frameKey, urgency, type FetchFrame, type FrameStore, type HeldSlab, type Urgency } from './frame-store.ts'
export { ImageProblem, type ImageProblemCode } from './problem.ts'
export type { Combine } from './slab.ts'
export { createSlidingSlab, type SlabSlice, type SlidingSlab } from './sliding-slab.ts'
