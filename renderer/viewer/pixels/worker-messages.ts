/** What the pool and its workers say to each other. */
import type { DecodedFrame, DecodeParameters } from './frame.ts'
import type { ImageProblemCode } from './problem.ts'
import type { Combine } from './slab.ts'

/** One frame, or the slices of a slab: `combine` says how they become one. */
export interface DecodeJob {
  readonly sources: readonly { readonly bytes: ArrayBuffer; readonly parameters: DecodeParameters }[]
  readonly combine: Combine | null
  /** Copies finer than one pixel in so many are not sent back. */
  readonly reduction: number
}

/** Compile the codec that most mammograms need, before the first one comes. */
export interface WarmOrder {
  readonly warm: true
}

export interface DecodeOrder extends DecodeJob {
  readonly id: number
}

export type DecodeAnswer =
  | { readonly id: number; readonly frame: DecodedFrame }
  | { readonly id: number; readonly problem: { readonly code: ImageProblemCode; readonly detail: string } }
