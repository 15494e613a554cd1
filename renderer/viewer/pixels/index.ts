/** Frames: fetched, decoded off the interface's thread, kept within a bound. */
export { byteLengthOf, type ColourFrame, type DecodedFrame, type FrameLevel, type GreyFrame, type GreyPixels } from './frame.ts'
export { createFrameStore, frameKey, urgency, type FetchFrame, type FrameStore, type Urgency } from './frame-store.ts'
export { ImageProblem, type ImageProblemCode } from './problem.ts'
